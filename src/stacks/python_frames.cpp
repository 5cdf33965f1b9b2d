// SPDX-License-Identifier: Apache-2.0
#include "stacks/python_frames.h"

#include <dlfcn.h>

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <cstring>
#include <iterator>

namespace pewter::stacks {
namespace {

constexpr unsigned kMaxPythonFrames = 256;
constexpr std::size_t kMaxText = 400;  // of one name, in bytes

template <class T>
T at(const char* object, int offset) {
  T value;
  std::memcpy(&value, object + offset, sizeof value);
  return value;
}

struct Frame {
  const char* code = nullptr;
  int instruction = 0;   // in bytes of code
  bool entered = false;  // the interpreter was entered with it
};

// Goes from a frame outwards.
class Walk {
 public:
  Walk(const PythonLayout& layout, const char* frame) : layout_(layout), frame_(frame) {}

  // False at the end.
  bool next(Frame& out) {
    skip_marks();
    if (!frame_ || count_++ == kMaxPythonFrames) return false;
    out.code = at<const char*>(frame_, layout_.frame_code);
    if (!out.code) return false;
    if (layout_.instruction_scale)
      out.instruction = at<std::int32_t>(frame_, layout_.frame_instruction) * layout_.instruction_scale;
    else
      out.instruction =
          static_cast<int>(at<const char*>(frame_, layout_.frame_instruction) - out.code - layout_.code_instructions);
    const char* back = at<const char*>(frame_, layout_.frame_back);
    if (layout_.frame_entry >= 0)
      out.entered = at<std::uint8_t>(frame_, layout_.frame_entry) != 0;
    else
      out.entered = layout_.frame_owner < 0 || !back || at<std::uint8_t>(back, layout_.frame_owner) == kOwnedByCStack;
    frame_ = back;
    return true;
  }

 private:
  void skip_marks() {
    if (layout_.frame_owner < 0) return;
    while (frame_ && at<std::uint8_t>(frame_, layout_.frame_owner) == kOwnedByCStack)
      frame_ = at<const char*>(frame_, layout_.frame_back);
  }

  const PythonLayout& layout_;
  const char* frame_;
  unsigned count_ = 0;
};

void put_utf8(std::uint32_t c, char*& out, char* end) {
  if (c < 0x20 || c == 0x7f) c = '?';  // tabs and newlines are ours
  if (c < 0x80) {
    if (out < end) *out++ = static_cast<char>(c);
  } else if (c < 0x800) {
    if (end - out < 2) return;
    *out++ = static_cast<char>(0xc0 | c >> 6);
    *out++ = static_cast<char>(0x80 | (c & 0x3f));
  } else if (c < 0x10000) {
    if (end - out < 3) return;
    *out++ = static_cast<char>(0xe0 | c >> 12);
    *out++ = static_cast<char>(0x80 | (c >> 6 & 0x3f));
    *out++ = static_cast<char>(0x80 | (c & 0x3f));
  } else {
    if (end - out < 4) return;
    *out++ = static_cast<char>(0xf0 | c >> 18);
    *out++ = static_cast<char>(0x80 | (c >> 12 & 0x3f));
    *out++ = static_cast<char>(0x80 | (c >> 6 & 0x3f));
    *out++ = static_cast<char>(0x80 | (c & 0x3f));
  }
}

void put_text(const PythonLayout& layout, const char* text, char*& out, char* limit) {
  if (!text) return;
  const auto state = at<std::uint32_t>(text, kTextState);
  if (!(state & kTextCompact)) return;
  const auto length = static_cast<std::size_t>(at<std::int64_t>(text, kTextLength));
  const char* data = text + (state & kTextAscii ? layout.text_size : layout.text_compact_size);
  const unsigned width = state >> kTextKindShift & kTextKindMask;
  char* end = std::min(limit, out + kMaxText);
  for (std::size_t i = 0; i < length; ++i) {
    std::uint32_t c = 0;
    if (width == 1)
      c = at<std::uint8_t>(data, static_cast<int>(i));
    else if (width == 2)
      c = at<std::uint16_t>(data, static_cast<int>(2 * i));
    else if (width == 4)
      c = at<std::uint32_t>(data, static_cast<int>(4 * i));
    else
      return;
    put_utf8(c, out, end);
  }
}

}  // namespace

PythonFrames::PythonFrames() {
  const auto version = reinterpret_cast<const char* (*)()>(dlsym(RTLD_DEFAULT, "Py_GetVersion"));
  const auto current = reinterpret_cast<void* (*)()>(dlsym(RTLD_DEFAULT, "PyGILState_GetThisThreadState"));
  line_of_ = reinterpret_cast<int (*)(void*, int)>(dlsym(RTLD_DEFAULT, "PyCode_Addr2Line"));
  if (!version || !current || !line_of_) return;
  const char* text = version();
  if (std::strstr(text, "free-threading")) return;  // its objects are laid out otherwise
  char* end = nullptr;
  const unsigned long major = std::strtoul(text, &end, 10);
  const unsigned long minor = *end == '.' ? std::strtoul(end + 1, nullptr, 10) : 0;
  const auto* layout =
      std::ranges::find(kPythonLayouts, static_cast<std::uint32_t>(major << 8 | minor), &PythonLayout::version);
  if (layout == std::end(kPythonLayouts)) return;
  layout_ = layout;
  current_ = current;
}

__attribute__((no_sanitize("thread"))) PythonFrames::State PythonFrames::read_state() const {
  const char* thread = static_cast<const char*>(current_());
  if (!thread) return {};
  if (layout_->thread_cframe >= 0) {
    thread = at<const char*>(thread, layout_->thread_cframe);
    if (!thread) return {};
  }
  State state;
  state.frame = at<const char*>(thread, layout_->thread_frame);
  Walk walk(*layout_, state.frame);
  Frame frame;
  std::uint64_t key = 0;
  while (walk.next(frame)) {
    // A code object's first line is in the key too: the address of one that has gone may be given to another.
    key ^= reinterpret_cast<std::uint64_t>(frame.code) + static_cast<std::uint64_t>(frame.instruction);
    key = (key ^ static_cast<std::uint64_t>(at<std::int32_t>(frame.code, layout_->code_first_line)) << 40) *
          0x9e3779b97f4a7c15;
    key ^= key >> 29;
  }
  state.key = key;
  return state;
}

std::string_view PythonFrames::describe(const State& state, char* buffer, std::size_t size) const {
  if (!state.key) return {};
  char *out = buffer, *end = buffer + size;
  Walk walk(*layout_, state.frame);
  Frame frame;
  // "entered line TAB file TAB function"
  while (end - out > static_cast<std::ptrdiff_t>(2 * kMaxText + 16) && walk.next(frame)) {
    *out++ = frame.entered ? '1' : '0';
    const int line = line_of_(const_cast<char*>(frame.code), frame.instruction);
    out = std::to_chars(out, end, line > 0 ? line : 0).ptr;
    *out++ = '\t';
    put_text(*layout_, at<const char*>(frame.code, layout_->code_file), out, end);
    *out++ = '\t';
    put_text(*layout_, at<const char*>(frame.code, layout_->code_name), out, end);
    *out++ = '\n';
  }
  return {buffer, static_cast<std::size_t>(out - buffer)};
}

std::vector<model::Stack> PythonFrames::parse(std::string_view text) {
  std::vector<model::Stack> result;
  bool entered = true;
  while (!text.empty()) {
    const std::string_view row = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), row.size() + 1));
    const std::size_t first = row.find('\t');
    const std::size_t second = first == row.npos ? first : row.find('\t', first + 1);
    if (second == row.npos) continue;
    model::Frame frame;
    frame.language = model::Frame::Language::python;
    std::from_chars(row.data() + 1, row.data() + first, frame.line);
    frame.file = row.substr(first + 1, second - first - 1);
    frame.function = row.substr(second + 1);
    if (entered) result.emplace_back();
    result.back().push_back(std::move(frame));
    entered = row.front() == '1';
  }
  return result;
}

}  // namespace pewter::stacks
