// SPDX-License-Identifier: Apache-2.0
#include "compiler/cache/image_io.h"

#include "compiler/cache/bytes.h"

namespace pewter::compiler::cache {
namespace {

// One function a type says what its fields are, for both directions: the two cannot differ.
struct Out {
  ByteWriter bytes;
  template <class T>
  void field(const T& value) {
    if constexpr (std::is_arithmetic_v<T> || std::is_enum_v<T>) {
      bytes.put(value);
    } else {
      bytes.put(std::string_view(value));
    }
  }
  void field(const std::vector<char>& value) { bytes.put(std::string_view(value.data(), value.size())); }
  template <class T, class Each>
  void list(std::vector<T>& values, Each each) {
    bytes.put(static_cast<std::uint64_t>(values.size()));
    for (T& value : values) each(value);
  }
};

struct In {
  ByteReader bytes;
  template <class T>
  void field(T& value) {
    bytes.get(value);
  }
  void field(std::vector<char>& value) {
    std::string text;
    bytes.get(text);
    value.assign(text.begin(), text.end());
  }
  template <class T, class Each>
  void list(std::vector<T>& values, Each each) {
    values.clear();
    for (std::uint64_t left = bytes.count(1); left > 0 && bytes.ok(); --left) each(values.emplace_back());
  }
};

template <class Stream>
void fields(Stream& stream, model::FunctionConstant& constant) {
  stream.field(constant.name);
  stream.field(constant.index);
  stream.field(constant.type);
  stream.field(constant.required);
}

template <class Stream>
void fields(Stream& stream, model::KernelParameter& parameter) {
  stream.field(parameter.name);
  stream.field(parameter.kind);
  stream.field(parameter.index);
  stream.field(parameter.built_in);
  stream.field(parameter.access);
  stream.field(parameter.used);
  stream.field(parameter.use.known);
  stream.field(parameter.use.reads);
  stream.field(parameter.use.writes);
  stream.field(parameter.use.atomics);
  stream.field(parameter.use.plain);
  stream.field(parameter.constant_space);
  stream.field(parameter.by_reference);
  stream.field(parameter.pointee_size);
  stream.field(parameter.pointee_alignment);
  stream.list(parameter.members, [&](model::ArgumentMember& member) {
    stream.field(member.id);
    stream.field(member.offset);
    stream.field(member.size);
    stream.field(member.count);
  });
  stream.list(parameter.pointers, [&](model::PointerSlots& slots) {
    stream.field(slots.offset);
    stream.field(slots.count);
  });
}

template <class Stream>
void fields(Stream& stream, model::KernelInfo& info) {
  stream.field(info.host_name);
  stream.list(info.parameters, [&](model::KernelParameter& parameter) { fields(stream, parameter); });
  stream.list(info.constants, [&](model::FunctionConstant& constant) { fields(stream, constant); });
  stream.field(info.static_threadgroup_bytes);
  stream.field(info.private_bytes);
  stream.field(info.scratch_bytes);
  stream.field(info.max_total_threads);
  stream.field(info.convergent);
}

template <class Stream>
void fields(Stream& stream, model::KernelImage& image) {
  fields(stream, image.info);
  stream.field(image.shape);
  for (std::uint32_t& extent : image.threads_per_threadgroup) stream.field(extent);
  stream.field(image.entry_symbol);
  stream.field(image.object);
  stream.list(image.lines, [&](model::CodeLine& line) {
    stream.field(line.offset);
    stream.field(line.line);
    stream.field(line.file);
  });
  stream.list(image.files, [&](std::string& file) { stream.field(file); });
}

template <class Stream>
void fields(Stream& stream, LibraryIndex& index) {
  stream.list(index.functions, [&](FunctionEntry& function) {
    stream.field(function.host_name);
    stream.field(function.type);
  });
  stream.list(index.constants, [&](model::FunctionConstant& constant) { fields(stream, constant); });
  stream.field(index.warnings.text);
  stream.field(index.warnings.errors);
  stream.field(index.warnings.warnings);
  stream.field(index.warnings.crashed);
}

struct Macro {
  std::string name;
  std::string value;
};

template <class Stream>
void fields(Stream& stream, Options& options) {
  stream.field(options.language_version);
  stream.field(options.fast_math);
  stream.field(options.enable_logging);
  std::vector<Macro> macros;
  for (const auto& [name, value] : options.macros) macros.push_back({name, value});
  stream.list(macros, [&](Macro& macro) {
    stream.field(macro.name);
    stream.field(macro.value);
  });
  options.macros.clear();
  for (Macro& macro : macros) options.macros.insert_or_assign(macro.name, macro.value);
  stream.list(options.include_dirs, [&](std::string& text) { stream.field(text); });
  stream.list(options.extra_warnings, [&](std::string& text) { stream.field(text); });
  stream.field(options.werror);
}

template <class T>
std::string write(T value) {
  Out out;
  fields(out, value);
  return out.bytes.take();
}

template <class T>
std::optional<T> read(std::string_view bytes) {
  In in{ByteReader(bytes)};
  T value;
  fields(in, value);
  if (!in.bytes.finished()) return std::nullopt;
  return value;
}

bool is_sane(const model::KernelInfo& info) {
  for (const auto& parameter : info.parameters) {
    if (parameter.kind > model::ParameterKind::built_in) return false;
  }
  return true;
}

}  // namespace

std::string write_image(const model::KernelImage& image) { return write(image); }
std::optional<model::KernelImage> read_image(std::string_view bytes) {
  auto image = read<model::KernelImage>(bytes);
  if (image && !is_sane(image->info)) return std::nullopt;
  return image;
}
std::string write_info(const model::KernelInfo& info) { return write(info); }
std::optional<model::KernelInfo> read_info(std::string_view bytes) {
  auto info = read<model::KernelInfo>(bytes);
  if (info && !is_sane(*info)) return std::nullopt;
  return info;
}
std::string write_index(const LibraryIndex& index) { return write(index); }
std::optional<LibraryIndex> read_index(std::string_view bytes) {
  auto index = read<LibraryIndex>(bytes);
  if (!index) return index;
  for (const FunctionEntry& function : index->functions) {
    if (function.type > FunctionType::fragment) return std::nullopt;
  }
  return index;
}
std::string write_options(const Options& options) { return write(options); }
std::optional<Options> read_options(std::string_view bytes) { return read<Options>(bytes); }

}  // namespace pewter::compiler::cache
