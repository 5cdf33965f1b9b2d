// SPDX-License-Identifier: Apache-2.0
#include "kernels/runner.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>
#include <map>

#include "kernels/random.h"

namespace pewter::fuzz {
namespace {

using fmt::format;

#ifdef PEWTER_HAS_CPU
// Writes past the caches wherever a kernel has code for it, however small the dispatch.
std::unique_ptr<exec::Executor> make_streaming(const exec::Options& options) {
  exec::Options streaming = options;
  streaming.stream_from_bytes = 0;
  return exec::make_cpu_executor(streaming);
}
#endif

struct ExecutorRow {
  std::string_view name;
  std::unique_ptr<exec::Executor> (*make)(const exec::Options&);
  bool tells_touches = false;
};
constexpr ExecutorRow kExecutors[] = {
    {"reference", exec::make_reference_executor},
    {"reference_telling", exec::make_reference_executor, true},
#ifdef PEWTER_HAS_CPU
    {"cpu", exec::make_cpu_executor},
    {"cpu_streaming", make_streaming},
    {"cpu_telling", exec::make_cpu_executor, true},
#endif
};

enum class Per { thread, threadgroup, dispatch };
struct BufferRow {
  const char* name;
  unsigned index;
  std::size_t element;  // bytes
  std::size_t count;
  Per per;
};
constexpr Per thread = Per::thread, threadgroup = Per::threadgroup, dispatch = Per::dispatch;
constexpr BufferRow kBuffers[] = {
#define PEWTER_FUZZ_BUFFER(name, index, declaration, type, count, counted_by) {#name, index, sizeof(type), count, counted_by},
#include "kernels/buffers.def"
};

std::uint64_t volume(const exec::Extent& extent) { return std::uint64_t{extent.x} * extent.y * extent.z; }

// The buffers of a dispatch, in one piece of memory, with a margin of known content behind each: what is written there is seen.
class Memory {
 public:
  Memory(const Shape& shape, std::uint64_t seed) {
    const exec::Extent &grid = shape.grid, &group = shape.group;
    const auto groups = [](std::uint32_t threads, std::uint32_t size) { return std::uint64_t{(threads + size - 1) / size}; };
    const std::uint64_t threads = volume(grid), threadgroups = groups(grid.x, group.x) * groups(grid.y, group.y) * groups(grid.z, group.z);
    for (const BufferRow& row : kBuffers) {
      const std::uint64_t times = row.per == Per::thread ? threads : row.per == Per::threadgroup ? threadgroups : 1;
      sizes_[row.index] = row.element * row.count * times;
      places_[row.index] = size_;
      size_ += (sizes_[row.index] + kMargin + 63) / 64 * 64;
    }
    memory_.reset(static_cast<std::byte*>(std::aligned_alloc(4096, (size_ + 4095) / 4096 * 4096)));
    Random random(seed);
    for (std::size_t i = 0; i < size_; i += 8) {
      const std::uint64_t bits = random.bits();
      std::memcpy(&memory_[i], &bits, std::min<std::size_t>(8, size_ - i));
    }
    for (const BufferRow& row : kBuffers) {
      const std::string_view name = row.name;
      for (std::size_t i = 0; i < sizes_[row.index] / row.element; ++i) {
        std::byte* at = &memory_[places_[row.index] + i * row.element];
        // Floats that kernels read are finite, and those that they add up to are whole numbers.
        const float real = static_cast<float>(static_cast<std::int32_t>(random.below(4096)) - 2048) / (name == "reals" ? 16.0f : 1.0f);
        if (name == "reals" || name == "sums") std::memcpy(at, &real, sizeof(real));
        // Sums of products of small whole numbers are exact in any order.
        const float whole = static_cast<float>(static_cast<std::int32_t>(random.below(9)) - 4);
        if (name == "smalls") std::memcpy(at, &whole, sizeof(whole));
        // Small numbers among them, so that what depends on them is not always the same.
        const std::uint32_t small = random.below(9);
        if ((name == "in" || name == "params") && random.chance(60)) std::memcpy(at, &small, sizeof(small));
      }
    }
  }

  void bind(exec::Dispatch& dispatch) {
    for (const BufferRow& row : kBuffers) dispatch.buffers[row.index] = &memory_[places_[row.index]];
  }

  // As the table's resources, a buffer each.
  std::vector<model::TouchTable::Watched> watched() const {
    std::vector<model::TouchTable::Watched> all;
    for (const BufferRow& row : kBuffers)
      all.push_back({row.index + 1, &memory_[places_[row.index]], sizes_[row.index]});
    return all;
  }

  // What a kernel changed it must have told of; it was as `before`. The first byte that it did not; empty: there is
  // none.
  std::string untold(const Memory& before, const std::vector<model::TouchedBytes>& touched) const {
    for (std::size_t i = 0; i < std::size(kBuffers); ++i) {
      const BufferRow& row = kBuffers[i];
      const model::ByteSet stored = touched[i].writes | touched[i].atomics;
      for (std::size_t at = 0; at < sizes_[row.index]; ++at)
        if (memory_[places_[row.index] + at] != before.memory_[places_[row.index] + at] &&
            !stored.meets(model::ByteSet::range(at, 1)))
          return format("{}: byte {} was changed and not told of", row.name, at);
    }
    return {};
  }

  // The first element that is not the same, and how many are not.
  std::string difference(const Memory& other, const Contender& mine, const Contender& others, const Shape& shape, std::uint64_t& count) const {
    std::string first;
    count = 0;
    for (const BufferRow& row : kBuffers) {
      const std::size_t bytes = (row.index + 1 < std::size(kBuffers) ? places_[row.index + 1] : size_) - places_[row.index];
      for (std::size_t at = 0; at < bytes; at += row.element) {
        const std::byte *a = &memory_[places_[row.index] + at], *b = &other.memory_[places_[row.index] + at];
        if (std::memcmp(a, b, row.element) == 0) continue;
        if (count++ == 0) {
          std::uint64_t x = 0, y = 0;
          std::memcpy(&x, a, row.element);
          std::memcpy(&y, b, row.element);
          const std::size_t element = at / row.element;
          first = format("{}[{}]{}: {} has {:#x}, {} has {:#x}{}", row.name, element, at >= sizes_[row.index] ? " (behind its end)" : "", mine.name, x, others.name, y,
                         row.per == Per::thread ? whose(element, row, shape) : "");
        }
      }
    }
    return first;
  }

 private:
  static constexpr std::size_t kMargin = 256;  // bytes

  // Whichever way a kernel lays a thread's elements out, one of the two is right.
  static std::string whose(std::size_t element, const BufferRow& row, const Shape& shape) {
    const std::uint64_t together = element / row.count, apart = element % volume(shape.grid);
    const auto position = [&](std::uint64_t i) { return format("({}, {}, {})", i % shape.grid.x, i / shape.grid.x % shape.grid.y, i / shape.grid.x / shape.grid.y); };
    return format(" (of thread {} where a thread's elements lie together, else of {})", position(together), position(apart));
  }

  struct Free {
    void operator()(std::byte* memory) const { std::free(memory); }
  };
  std::array<std::size_t, model::kMaxBuffers> sizes_{}, places_{};
  std::size_t size_ = 0;
  std::unique_ptr<std::byte[], Free> memory_;
};

std::vector<model::TouchedBytes> all_of(const model::TouchTable& table) {
  std::vector<model::TouchedBytes> all;
  for (std::size_t i = 0; i < table.size(); ++i) all.push_back(table.bytes(i));
  return all;
}

// Where two did not tell the same; empty: nowhere. Loads are not compared: those whose value is not used vanish in one
// pipeline and not in the other. touches_test.cpp looks at loads.
std::string touches_differ(const std::vector<model::TouchedBytes>& one, const std::vector<model::TouchedBytes>& other) {
  for (std::size_t i = 0; i < std::size(kBuffers); ++i)
    for (const auto& [kind, set] :
         {std::pair("writes", &model::TouchedBytes::writes), std::pair("atomics", &model::TouchedBytes::atomics)}) {
      const model::ByteSet &a = one[i].*set, &b = other[i].*set;
      if (a != b)
        return format("{}: {} of {} bytes in {} to {} told by the first, of {} in {} to {} by the second",
                      kBuffers[i].name, kind, a.count(), a.empty() ? 0 : a.first(), a.end(), b.count(),
                      b.empty() ? 0 : b.first(), b.end());
    }
  return {};
}

Result<model::LoadedKernel, std::string> compile(compiler::Compiler& compiler, const Contender& contender, const Kernel& kernel, const Library& library, unsigned values, model::ThreadgroupSize size) {
  compiler::Options options;
  options.fast_math = false;
  const compiler::KernelRequest request{.host_name = kernel.name,
                                        .constants = library.values[values],
                                        .shape = contender.executor->code_shape(),
                                        .threads_per_threadgroup = size,
                                        .tells_touches = contender.tells_touches};
  auto image = compiler.compile({.text = library.text}, options, request);
  if (!image) return Failure{format("does not compile for {}: {}", contender.name, image.error().text)};
  auto loaded = compiler.link(*image, contender.executor->host_symbols());
  if (!loaded) return Failure{format("does not link for {}: {}", contender.name, loaded.error().text)};
  return *std::move(loaded);
}

}  // namespace

Result<Contender, std::string> make_contender(std::string_view name) {
  const std::size_t colon = name.find(':');
  exec::Options options{.threads = 0, .progress_timeout_seconds = 20};
  if (colon != std::string_view::npos) {
    const std::string_view number = name.substr(colon + 1);
    const auto result = std::from_chars(number.data(), number.data() + number.size(), options.threads);
    if (result.ec != std::errc() || result.ptr != number.data() + number.size()) return Failure{format("'{}': what follows the colon must be a number of threads", name)};
  }
  for (const ExecutorRow& row : kExecutors)
    if (row.name == name.substr(0, colon)) return Contender{std::string(name), row.make(options), row.tells_touches};
  return Failure{format("there is no executor '{}'; this build has: {}", name, contender_names())};
}

std::string contender_names() {
  std::string names;
  for (const ExecutorRow& row : kExecutors) names += (names.empty() ? "" : ", ") + std::string(row.name);
  return names;
}

std::optional<Finding> Runner::compare(const Kernel& kernel, const Library& library, const Library* other, bool count) {
  std::vector<std::optional<Memory>> expected(kernel.shapes.size());
  std::vector<std::vector<model::TouchedBytes>> expected_touches(kernel.shapes.size());
  for (const Contender* contender : {&first_, &second_}) {
    const bool is_first = contender == &first_;
    const Library& source = !is_first && other ? *other : library;
    std::map<unsigned, model::LoadedKernel> anys;  // by the values of function constants
    for (std::size_t i = 0; i < kernel.shapes.size(); ++i) {
      const Shape& shape = kernel.shapes[i];
      auto any = anys.find(shape.values);
      if (any == anys.end()) {
        auto made = compile(compiler_, *contender, kernel, source, shape.values, {});
        if (!made) return Finding{Finding::Kind::does_not_compile, is_first, made.error(), shape, 0};
        if (count && !is_first && anys.empty() && made->shape == model::CodeShape::per_simdgroup) ++vectorised_;
        any = anys.emplace(shape.values, *std::move(made)).first;
      }
      std::optional<model::LoadedKernel> full;
      const bool has_full = shape.grid.x >= shape.group.x && shape.grid.y >= shape.group.y && shape.grid.z >= shape.group.z;
      if (shape.specialised && has_full && any->second.shape == model::CodeShape::per_simdgroup) {
        auto made = compile(compiler_, *contender, kernel, source, shape.values, {shape.group.x, shape.group.y, shape.group.z});
        if (!made) return Finding{Finding::Kind::does_not_compile, is_first, "specialised: " + made.error(), shape, 0};
        full = *std::move(made);
      }
      Memory memory(shape, kernel.seed);
      exec::Dispatch dispatch;
      dispatch.kernel = full ? &*full : &any->second;
      dispatch.edge_kernel = full ? &any->second : nullptr;
      dispatch.threads_per_grid = shape.grid;
      dispatch.threads_per_threadgroup = shape.group;
      memory.bind(dispatch);
      dispatch.threadgroup_memory[0] = 256 * sizeof(std::uint32_t);  // where the kernel does not declare a tile of its own
      model::TouchTable table(contender->tells_touches ? memory.watched() : std::vector<model::TouchTable::Watched>());
      if (contender->tells_touches) dispatch.touches = &table;
      if (count) ++dispatches_;
      if (auto done = contender->executor->dispatch(dispatch); !done)
        return Finding{Finding::Kind::does_not_run, is_first, format("does not run on {}: {}", contender->name, done.error().message), shape, 0};
      const std::vector<model::TouchedBytes> touches = all_of(table);
      if (contender->tells_touches)
        if (std::string untold = memory.untold(Memory(shape, kernel.seed), touches); !untold.empty())
          return Finding{Finding::Kind::differs, is_first, contender->name + ": " + untold, shape, 1};
      if (is_first) expected_touches[i] = touches;
      if (!is_first && first_.tells_touches && second_.tells_touches)
        if (std::string told = touches_differ(expected_touches[i], touches); !told.empty())
          return Finding{Finding::Kind::differs, false, std::move(told), shape, 1};
      if (is_first) {
        expected[i].emplace(std::move(memory));
        continue;
      }
      std::uint64_t differing = 0;
      std::string difference = expected[i]->difference(memory, first_, second_, shape, differing);
      if (differing) return Finding{Finding::Kind::differs, false, std::move(difference), shape, differing};
    }
  }
  return std::nullopt;
}

}  // namespace pewter::fuzz
