#include "indexer/fetch/fetch_program/exchange.h"

#include <curl/curl.h>
#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <memory>

#include "indexer/fetch/address.h"

namespace veille::fetch {
namespace {

using Handle = std::unique_ptr<CURL, decltype(&curl_easy_cleanup)>;
using List = std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)>;

std::string header(CURL* handle, const char* name) {
  curl_header* found = nullptr;
  if (curl_easy_header(handle, name, 0, CURLH_HEADER, -1, &found) != CURLHE_OK) return {};
  return std::string(found->value).substr(0, 4096);
}

void read_head(CURL* handle, Answer& answer) {
  curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &answer.status);
  answer.location = header(handle, "Location");
  answer.etag = header(handle, "ETag");
  answer.last_modified = header(handle, "Last-Modified");
  answer.content_range = header(handle, "Content-Range");
}

/// One transfer as libcurl's callbacks see it.
class Transfer {
 public:
  Transfer(CURL* handle, const Rules& rules, const Limits& limits, const Body& body)
      : handle_(handle), rules_(rules), limits_(limits), body_(body) {}
  ~Transfer() {
    if (fd_ >= 0) close(fd_);
  }
  Transfer(const Transfer&) = delete;
  Transfer& operator=(const Transfer&) = delete;

  Answer& answer() { return answer_; }

  /// Asked for each address that a name stands for, with the very one that is connected to.
  curl_socket_t open_socket(const curl_sockaddr& address) {
    const bool allowed = rules_.test_address.empty()
                             ? is_public_address(address.addr)
                             : address_text(address.addr) == rules_.test_address;
    if (!allowed) {
      answer_.denied_address = true;
      return CURL_SOCKET_BAD;
    }
    return socket(address.family, address.socktype | SOCK_CLOEXEC, address.protocol);
  }

  std::size_t write(const char* bytes, std::size_t size) {
    if (!asked_ && !begin()) return 0;
    if (fd_ < 0) return size;  // not wanted: read to its end, so that the connection stays of use
    written_ += size;
    if (offset_ + written_ > limits_.body_bytes) {
      answer_.too_large = true;
      return 0;
    }
    for (std::size_t done = 0; done < size;) {
      const ssize_t n = ::write(fd_, bytes + done, size - done);
      if (n < 0 && errno == EINTR) continue;
      if (n <= 0) {
        answer_.failure = std::string("it cannot be written: ") + std::strerror(errno);
        return 0;
      }
      done += static_cast<std::size_t>(n);
    }
    return size;
  }

  /// An empty body is a body, too.
  bool begin() {
    asked_ = true;
    read_head(handle_, answer_);
    if (!body_.accept(answer_, offset_)) return true;
    fd_ = open(body_.file.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0644);
    const bool ready = fd_ >= 0 && ftruncate(fd_, static_cast<off_t>(offset_)) == 0 &&
                       lseek(fd_, 0, SEEK_END) >= 0;
    if (!ready) answer_.failure = std::string("it cannot be written: ") + std::strerror(errno);
    return ready;
  }

  bool asked() const { return asked_; }

 private:
  CURL* handle_;
  const Rules& rules_;
  const Limits& limits_;
  const Body& body_;
  Answer answer_;
  bool asked_ = false;
  int fd_ = -1;
  std::uint64_t offset_ = 0;
  std::uint64_t written_ = 0;
};

curl_socket_t open_socket(void* transfer, curlsocktype, curl_sockaddr* address) {
  return static_cast<Transfer*>(transfer)->open_socket(*address);
}

std::size_t write_body(char* bytes, std::size_t one, std::size_t count, void* transfer) {
  return static_cast<Transfer*>(transfer)->write(bytes, one * count);
}

void set_limits(CURL* handle, const Limits& limits) {
  curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT_MS, limits.connect_ms);
  curl_easy_setopt(handle, CURLOPT_TIMEOUT_MS, limits.total_ms);
  curl_easy_setopt(handle, CURLOPT_LOW_SPEED_LIMIT, limits.slow_bytes_per_second);
  curl_easy_setopt(handle, CURLOPT_LOW_SPEED_TIME, limits.slow_seconds);
}

/// What could lead elsewhere, or tell of somebody, is off.
void set_manners(CURL* handle, const std::string& agent) {
  curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(handle, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(handle, CURLOPT_PROXY, "");
  curl_easy_setopt(handle, CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
  curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(handle, CURLOPT_USERAGENT, agent.c_str());
}

std::string sentence(CURLcode code, const Transfer& transfer, const Answer& answer,
                     const Limits& limits) {
  (void)transfer;
  if (answer.denied_address) return "its host is at an address that is not public";
  if (answer.too_large)
    return "it is larger than " + std::to_string(limits.body_bytes >> 20U) + " MiB";
  if (code == CURLE_OPERATION_TIMEDOUT) return "it takes too long";
  return std::string("the transfer failed: ") + curl_easy_strerror(code);
}

}  // namespace

Answer Exchange::get(const Location& location, const std::vector<std::string>& headers,
                     const Body& body) const {
  const Handle handle(curl_easy_init(), curl_easy_cleanup);
  if (!handle) {
    Answer none;
    none.failure = "libcurl cannot be used";
    return none;
  }
  Transfer transfer(handle.get(), rules_, limits_, body);
  curl_slist* list = nullptr;
  for (const auto& line : headers) list = curl_slist_append(list, line.c_str());
  const List sent(list, curl_slist_free_all);
  set_manners(handle.get(), agent_);
  set_limits(handle.get(), limits_);
  curl_easy_setopt(handle.get(), CURLOPT_URL, location.url.c_str());
  curl_easy_setopt(handle.get(), CURLOPT_HTTPHEADER, sent.get());
  curl_easy_setopt(handle.get(), CURLOPT_OPENSOCKETFUNCTION, open_socket);
  curl_easy_setopt(handle.get(), CURLOPT_OPENSOCKETDATA, &transfer);
  curl_easy_setopt(handle.get(), CURLOPT_WRITEFUNCTION, write_body);
  curl_easy_setopt(handle.get(), CURLOPT_WRITEDATA, &transfer);
  const List to_test(rules_.test_address.empty()
                         ? nullptr
                         : curl_slist_append(nullptr, ("::" + rules_.test_address).c_str()),
                     curl_slist_free_all);
  curl_easy_setopt(handle.get(), CURLOPT_CONNECT_TO, to_test.get());
  const CURLcode code = curl_easy_perform(handle.get());
  Answer& answer = transfer.answer();
  if (code == CURLE_OK && !transfer.asked()) transfer.begin();
  read_head(handle.get(), answer);
  if (code != CURLE_OK && answer.failure.empty())
    answer.failure = sentence(code, transfer, answer, limits_);
  return std::move(answer);
}

}  // namespace veille::fetch
