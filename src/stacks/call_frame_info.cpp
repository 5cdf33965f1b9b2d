// SPDX-License-Identifier: Apache-2.0
#include "stacks/call_frame_info.h"

#if defined(__x86_64__)

#include <dlfcn.h>

#include <cstring>

// From glibc 2.35 on; finds a module without a lock. Weak: built with it, Pewter still starts with an older one.
extern "C" __attribute__((weak)) decltype(_dl_find_object) _dl_find_object;

namespace pewter::stacks {
namespace {

constexpr int kRbp = 6, kRsp = 7, kReturnAddress = 16;

// Bounds are not checked: the tables were made by the linker, and the system's own unwinder trusts them as well.
struct Reader {
  const std::uint8_t* at;

  template <class T>
  T take() {
    T value;
    std::memcpy(&value, at, sizeof value);
    at += sizeof value;
    return value;
  }
  std::uint64_t uleb() {
    std::uint64_t value = 0;
    for (unsigned shift = 0;; shift += 7) {
      const std::uint8_t byte = *at++;
      if (shift < 64) value |= std::uint64_t{byte & 0x7fu} << shift;
      if (!(byte & 0x80)) return value;
    }
  }
  std::int64_t sleb() {
    std::uint64_t value = 0;
    unsigned shift = 0;
    std::uint8_t byte;
    do {
      byte = *at++;
      if (shift < 64) value |= std::uint64_t{byte & 0x7fu} << shift;
      shift += 7;
    } while (byte & 0x80);
    if (shift < 64 && (byte & 0x40)) value |= ~std::uint64_t{0} << shift;
    return static_cast<std::int64_t>(value);
  }
};

enum Encoding : std::uint8_t {
  absolute = 0x00,
  udata4 = 0x03,
  pcrel_sdata4 = 0x1b,
  datarel_sdata4 = 0x3b,
  omitted = 0xff
};

// An address as the linker writes it in practice. False: in another way.
bool read_address(Reader& reader, std::uint8_t encoding, std::uint64_t& value) {
  const auto base = reinterpret_cast<std::uint64_t>(reader.at);
  if (encoding == pcrel_sdata4)
    value = base + static_cast<std::uint64_t>(std::int64_t{reader.take<std::int32_t>()});
  else if (encoding == absolute)
    value = reader.take<std::uint64_t>();
  else
    return false;
  return true;
}

// The binary search table of .eh_frame_hdr. Null: there is no entry. `supported` turns false for a table of another
// layout.
const std::uint8_t* find_entry(const void* header, std::uint64_t pc, bool& supported) {
  Reader reader{static_cast<const std::uint8_t*>(header)};
  const auto version = reader.take<std::uint8_t>(), frame = reader.take<std::uint8_t>(),
             count = reader.take<std::uint8_t>(), table = reader.take<std::uint8_t>();
  if (version != 1 || frame != pcrel_sdata4 || count != udata4 || table != datarel_sdata4) {
    supported = false;
    return nullptr;
  }
  reader.take<std::int32_t>();
  std::uint32_t left = reader.take<std::uint32_t>();
  struct Row {
    std::int32_t begin, entry;
  };
  const auto* rows = reinterpret_cast<const Row*>(reader.at);  // aligned: the header is
  const auto base = reinterpret_cast<std::uint64_t>(header);
  // The last row that begins at or before pc.
  const Row* low = rows;
  while (left > 0) {
    const std::uint32_t half = left / 2;
    if (base + static_cast<std::uint64_t>(std::int64_t{low[half].begin}) <= pc) {
      low += half + 1;
      left -= half + 1;
    } else {
      left = half;
    }
  }
  if (low == rows) return nullptr;
  return reinterpret_cast<const std::uint8_t*>(base + static_cast<std::uint64_t>(std::int64_t{low[-1].entry}));
}

struct Common {  // of a CIE
  std::uint64_t code_align = 1;
  std::int64_t data_align = 1;
  std::uint8_t address_encoding = absolute;
  bool has_augmentation = false;
  Reader program{};
  const std::uint8_t* end = nullptr;
};

bool read_common(const std::uint8_t* start, Common& common) {
  Reader reader{start};
  const auto length = reader.take<std::uint32_t>();
  if (length == 0xffffffff) return false;
  common.end = reader.at + length;
  if (reader.take<std::uint32_t>() != 0) return false;
  const auto version = reader.take<std::uint8_t>();
  if (version != 1 && version != 3) return false;
  const char* augmentation = reinterpret_cast<const char*>(reader.at);
  reader.at += std::strlen(augmentation) + 1;
  common.code_align = reader.uleb();
  common.data_align = reader.sleb();
  const std::uint64_t return_register = version == 1 ? reader.take<std::uint8_t>() : reader.uleb();
  if (return_register != kReturnAddress) return false;
  if (*augmentation == 'z') {
    common.has_augmentation = true;
    const std::uint64_t size = reader.uleb();
    const std::uint8_t* program = reader.at + size;
    for (++augmentation; *augmentation; ++augmentation) {
      if (*augmentation == 'R') {
        common.address_encoding = reader.take<std::uint8_t>();
      } else if (*augmentation == 'L') {
        reader.take<std::uint8_t>();
      } else if (*augmentation == 'P') {
        const auto encoding = reader.take<std::uint8_t>();
        const int format = encoding & 0x0f;
        reader.at += format == 0x00 || format == 0x04 || format == 0x0c ? 8 : format == 0x02 || format == 0x0a ? 2 : 4;
      } else {
        return false;  // 'S', a signal frame, among them
      }
    }
    reader.at = program;
  } else if (*augmentation) {
    return false;
  }
  common.program = reader;
  return true;
}

struct Row {
  std::uint64_t cfa_register = 0;
  std::int64_t cfa_offset = 0;
  bool cfa_is_expression = false;
  enum class Saved : std::uint8_t { same, undefined, offset, other };
  struct Register {
    Saved saved = Saved::same;
    std::int64_t offset = 0;
  } rbp, return_address;
};

class Machine {
 public:
  Machine(const Common& common, std::uint64_t location, std::uint64_t target)
      : common_(common), location_(location), target_(target) {}

  bool run(Reader program, const std::uint8_t* end);
  void keep_initial() { initial_ = row_; }
  const Row& row() const { return row_; }

 private:
  // True when the row in force is complete.
  bool advance(std::uint64_t delta) {
    location_ += delta * common_.code_align;
    return location_ > target_;
  }
  void set(std::uint64_t number, Row::Register rule) {
    if (number == kRbp) row_.rbp = rule;
    if (number == kReturnAddress) row_.return_address = rule;
  }
  void restore(std::uint64_t number) {
    if (number == kRbp) row_.rbp = initial_.rbp;
    if (number == kReturnAddress) row_.return_address = initial_.return_address;
  }
  void define(std::uint64_t number, std::int64_t offset) {
    row_.cfa_register = number;
    row_.cfa_offset = offset;
    row_.cfa_is_expression = false;
  }

  const Common& common_;
  std::uint64_t location_, target_;
  Row row_, initial_;
  static constexpr int kDepth = 8;
  Row stack_[kDepth];
  int depth_ = 0;
};

bool Machine::run(Reader in, const std::uint8_t* end) {
  using Saved = Row::Saved;
  while (in.at < end) {
    const auto op = in.take<std::uint8_t>();
    const std::uint64_t low = op & 0x3f;
    switch (op & 0xc0) {
      case 0x40:
        if (advance(low)) return true;
        continue;
      case 0x80:
        set(low, {Saved::offset, static_cast<std::int64_t>(in.uleb()) * common_.data_align});
        continue;
      case 0xc0:
        restore(low);
        continue;
    }
    std::uint64_t number;
    switch (op) {
      case 0x00:
        break;      // nop
      case 0x01: {  // set_loc
        if (!read_address(in, common_.address_encoding, location_)) return false;
        if (location_ > target_) return true;
        break;
      }
      case 0x02:  // advance_loc1, 2, 4
        if (advance(in.take<std::uint8_t>())) return true;
        break;
      case 0x03:
        if (advance(in.take<std::uint16_t>())) return true;
        break;
      case 0x04:
        if (advance(in.take<std::uint32_t>())) return true;
        break;
      case 0x05:  // offset_extended
        number = in.uleb();
        set(number, {Saved::offset, static_cast<std::int64_t>(in.uleb()) * common_.data_align});
        break;
      case 0x06:
        restore(in.uleb());
        break;
      case 0x07:
        set(in.uleb(), {Saved::undefined});
        break;
      case 0x08:
        set(in.uleb(), {Saved::same});
        break;
      case 0x09:  // register
        number = in.uleb();
        in.uleb();
        set(number, {Saved::other});
        break;
      case 0x0a:  // remember_state
        if (depth_ == kDepth) return false;
        stack_[depth_++] = row_;
        break;
      case 0x0b:  // restore_state
        if (depth_ == 0) return false;
        row_ = stack_[--depth_];
        break;
      case 0x0c:  // def_cfa
        number = in.uleb();
        define(number, static_cast<std::int64_t>(in.uleb()));
        break;
      case 0x0d:
        row_.cfa_register = in.uleb();
        break;
      case 0x0e:
        row_.cfa_offset = static_cast<std::int64_t>(in.uleb());
        break;
      case 0x0f: {  // def_cfa_expression
        const std::uint64_t size = in.uleb();
        in.at += size;
        row_.cfa_is_expression = true;
        break;
      }
      case 0x10:    // expression
      case 0x16: {  // val_expression
        number = in.uleb();
        const std::uint64_t size = in.uleb();
        in.at += size;
        set(number, {Saved::other});
        break;
      }
      case 0x11:  // offset_extended_sf
        number = in.uleb();
        set(number, {Saved::offset, in.sleb() * common_.data_align});
        break;
      case 0x12:  // def_cfa_sf
        number = in.uleb();
        define(number, in.sleb() * common_.data_align);
        break;
      case 0x13:
        row_.cfa_offset = in.sleb() * common_.data_align;
        break;
      case 0x14:  // val_offset
        number = in.uleb();
        in.uleb();
        set(number, {Saved::other});
        break;
      case 0x15:
        number = in.uleb();
        in.sleb();
        set(number, {Saved::other});
        break;
      case 0x2e:
        in.uleb();
        break;  // GNU_args_size
      default:
        return false;
    }
  }
  return true;
}

FrameRule rule_of(const Row& row) {
  using Saved = Row::Saved;
  FrameRule rule;
  if (row.return_address.saved == Saved::undefined) {
    rule.kind = FrameRule::Kind::outermost;
    return rule;
  }
  if (row.return_address.saved != Saved::offset || row.return_address.offset != -8) return rule;
  if (row.cfa_is_expression || (row.cfa_register != kRbp && row.cfa_register != kRsp)) return rule;
  if (row.cfa_offset < 8 || row.cfa_offset > (1 << 30)) return rule;
  if (row.rbp.saved == Saved::offset) {
    if (row.rbp.offset > -16 || row.rbp.offset < -(1 << 30)) return rule;
    rule.saved_rbp = static_cast<std::uint32_t>(-row.rbp.offset);
  } else if (row.rbp.saved == Saved::other) {
    return rule;
  }
  rule.from_rbp = row.cfa_register == kRbp;
  rule.cfa = static_cast<std::uint32_t>(row.cfa_offset);
  rule.kind = FrameRule::Kind::caller;
  return rule;
}

}  // namespace

FrameRule read_frame_rule(std::uint64_t return_address, std::uint64_t* begin_of_function) {
  FrameRule rule;
  if (!_dl_find_object) return rule;
  // A call may be the last instruction of its function: the byte before the return address is in it for sure.
  const std::uint64_t pc = return_address - 1;
  struct dl_find_object object;
  if (_dl_find_object(reinterpret_cast<void*>(pc), &object) != 0)
    return rule;  // code made at run time: others may know more
  rule.kind = FrameRule::Kind::unknown;
  if (!object.dlfo_eh_frame) return rule;
  bool supported = true;
  const std::uint8_t* entry = find_entry(object.dlfo_eh_frame, pc, supported);
  if (!entry) {
    if (!supported) rule.kind = FrameRule::Kind::unsupported;
    return rule;
  }

  const FrameRule unsupported;
  Reader reader{entry};
  const auto length = reader.take<std::uint32_t>();
  if (length == 0xffffffff) return unsupported;
  const std::uint8_t* end = reader.at + length;
  const std::uint8_t* here = reader.at;
  Common common;
  if (!read_common(here - reader.take<std::uint32_t>(), common)) return unsupported;
  std::uint64_t begin, size;
  if (!read_address(reader, common.address_encoding, begin)) return unsupported;
  size = common.address_encoding == absolute ? reader.take<std::uint64_t>() : reader.take<std::uint32_t>();
  if (pc < begin || pc >= begin + size) return rule;
  if (begin_of_function) *begin_of_function = begin;
  if (common.has_augmentation) {
    const std::uint64_t skip = reader.uleb();
    reader.at += skip;
  }
  Machine machine(common, begin, pc);
  if (!machine.run(common.program, common.end)) return unsupported;
  machine.keep_initial();
  if (!machine.run(reader, end)) return unsupported;
  return rule_of(machine.row());
}

}  // namespace pewter::stacks

#else

namespace pewter::stacks {
FrameRule read_frame_rule(std::uint64_t, std::uint64_t*) { return {}; }
}  // namespace pewter::stacks

#endif
