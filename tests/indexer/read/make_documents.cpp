#include "tests/indexer/read/make_documents.h"

#include <gtest/gtest.h>
#include <zlib.h>

#include <fstream>
#include <iterator>

namespace veille::read {
namespace {

std::string number(std::size_t value, int bytes) {
  std::string text;
  for (int i = 0; i < bytes; ++i) text += static_cast<char>(value >> (8 * i) & 0xFF);
  return text;
}

/// Deflate without zlib's own header, as in ZIP archives.
std::string deflated(const std::string& bytes) {
  z_stream stream{};
  deflateInit2(&stream, 9, Z_DEFLATED, -MAX_WBITS, 9, Z_DEFAULT_STRATEGY);
  std::string packed(deflateBound(&stream, bytes.size()), '\0');
  std::string input = bytes;
  stream.next_in = reinterpret_cast<Bytef*>(input.data());
  stream.avail_in = static_cast<uInt>(input.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  EXPECT_EQ(deflate(&stream, Z_FINISH), Z_STREAM_END);
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  return packed;
}

}  // namespace

const DocumentReader& reader() {
  static const DocumentReader instance(kConverter);
  return instance;
}

std::string bytes_of(const std::filesystem::path& file) {
  std::ifstream stream(file, std::ios::binary);
  EXPECT_TRUE(stream) << file;
  return {std::istreambuf_iterator<char>(stream), {}};
}

std::string error_of(const std::string& bytes, const std::string& name) {
  const auto read = reader().read(bytes, name);
  return read ? "no error" : read.error().code;
}

std::string make_pdf(const std::vector<std::string>& contents, const std::string& catalog,
                     const std::vector<std::string>& objects) {
  std::string pdf = "%PDF-1.4\n";
  std::vector<std::size_t> offsets;
  const auto add = [&](const std::string& body) {
    offsets.push_back(pdf.size());
    pdf += std::to_string(offsets.size()) + " 0 obj\n" + body + "\nendobj\n";
  };
  std::string kids;
  for (std::size_t i = 0; i < contents.size(); ++i) kids += std::to_string(5 + 2 * i) + " 0 R ";
  add("<</Type/Catalog/Pages 2 0 R/PageLabels<</Nums[0<</S/r>>2<</S/D>>]>>" + catalog + ">>");
  add("<</Type/Pages/Kids[" + kids + "]/Count " + std::to_string(contents.size()) + ">>");
  add("<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>");
  add("<</Title(A t\\351st)/Author(Ada)/CreationDate(D:20190710120000Z)>>");
  for (std::size_t i = 0; i < contents.size(); ++i) {
    add("<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources<</Font<</F1 3 0 R>>>>"
        "/Contents " +
        std::to_string(6 + 2 * i) + " 0 R>>");
    add("<</Length " + std::to_string(contents[i].size()) + ">>stream\n" + contents[i] +
        "\nendstream");
  }
  for (const std::string& object : objects) add(object);
  const std::size_t table = pdf.size();
  pdf += "xref\n0 " + std::to_string(offsets.size() + 1) + "\n0000000000 65535 f \n";
  for (const std::size_t offset : offsets) {
    const std::string digits = std::to_string(offset);
    pdf += std::string(10 - digits.size(), '0') + digits + " 00000 n \n";
  }
  return pdf + "trailer<</Root 1 0 R/Info 4 0 R/Size " + std::to_string(offsets.size() + 1) +
         ">>\nstartxref\n" + std::to_string(table) + "\n%%EOF\n";
}

std::string drawn_at(int x, int y, const std::string& text) {
  return "BT /F1 10 Tf " + std::to_string(x) + " " + std::to_string(y) + " Td (" + text +
         ") Tj ET\n";
}

std::string paragraph_of_words() {
  std::string lines;
  for (int i = 0; i < 20; ++i) {
    lines += drawn_at(50, 700 - 12 * i, "the programme brings people from outside into ministries");
  }
  return lines;
}

std::string make_zip(const std::vector<Member>& members) {
  std::string zip;
  std::string directory;
  for (const Member& member : members) {
    const std::string packed = member.deflated ? deflated(member.bytes) : member.bytes;
    const auto crc = crc32(0, reinterpret_cast<const Bytef*>(member.bytes.data()),
                           static_cast<uInt>(member.bytes.size()));
    const std::string common = number(20, 2) + number(member.flags, 2) +
                               number(member.deflated ? 8 : 0, 2) + number(0, 4) + number(crc, 4) +
                               number(packed.size(), 4) + number(member.bytes.size(), 4) +
                               number(member.name.size(), 2) + number(0, 2);
    directory += "PK\x01\x02" + number(20, 2) + common + std::string(10, '\0') +
                 number(zip.size(), 4) + member.name;
    zip += "PK\x03\x04" + common + member.name + packed;
  }
  return zip + directory + "PK\x05\x06" + number(0, 4) + number(members.size(), 2) +
         number(members.size(), 2) + number(directory.size(), 4) + number(zip.size(), 4) +
         number(0, 2);
}

std::string make_docx(const std::string& body, std::vector<Member> more) {
  more.insert(more.begin(),
              {"word/document.xml",
               "<?xml version=\"1.0\"?><x:document xmlns:x="
               "\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" xmlns:mc="
               "\"http://schemas.openxmlformats.org/markup-compatibility/2006\"><x:body>" +
                   body + "</x:body></x:document>",
               true});
  return make_zip(more);
}

std::string docx_paragraph(const std::string& text, const std::string& style) {
  const std::string properties =
      style.empty() ? "" : "<x:pPr><x:pStyle x:val=\"" + style + "\"/></x:pPr>";
  return "<x:p>" + properties + "<x:r><x:t>" + text + "</x:t></x:r></x:p>";
}

std::string make_odt(const std::string& text, std::vector<Member> more) {
  const std::string spaces =
      " xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\""
      " xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\""
      " xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\"";
  more.insert(more.begin(), {"content.xml",
                             "<office:document-content" + spaces + "><office:body><office:text>" +
                                 text + "</office:text></office:body></office:document-content>",
                             true});
  more.insert(more.begin(), {"mimetype", "application/vnd.oasis.opendocument.text"});
  return make_zip(more);
}

}  // namespace veille::read
