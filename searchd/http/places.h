// What a connection takes of what the gate counts, and gives back at the end of a scope.
#pragma once

#include <cstddef>
#include <string>
#include <utility>

#include "searchd/http/gate.h"

namespace veille::http {

/// A place in the queue, given back when the work is done.
class InQueue {
 public:
  explicit InQueue(Gate& gate) : gate_(gate) {}
  ~InQueue() { gate_.leave_queue(Gate::Clock::now()); }
  InQueue(const InQueue&) = delete;
  InQueue& operator=(const InQueue&) = delete;

 private:
  Gate& gate_;
};

/// A place at the gate, given back at the end.
class Place {
 public:
  Place(Gate& gate, Gate::Kind kind, std::string client)
      : gate_(gate), kind_(kind), client_(std::move(client)), in_(gate.enter(kind, client_)) {}
  ~Place() {
    if (in_) gate_.leave(kind_, client_);
  }
  Place(const Place&) = delete;
  Place& operator=(const Place&) = delete;
  bool in() const { return in_; }

 private:
  Gate& gate_;
  const Gate::Kind kind_;
  const std::string client_;
  const bool in_;
};

/// The bytes of an answer while they wait to be read.
class Unsent {
 public:
  Unsent(Gate& gate, std::size_t bytes)
      : gate_(gate), bytes_(bytes), in_(gate.enter_unsent(bytes)) {}
  ~Unsent() {
    if (in_) gate_.leave_unsent(bytes_);
  }
  Unsent(const Unsent&) = delete;
  Unsent& operator=(const Unsent&) = delete;
  bool in() const { return in_; }

 private:
  Gate& gate_;
  const std::size_t bytes_;
  const bool in_;
};

}  // namespace veille::http
