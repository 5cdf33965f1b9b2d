// SPDX-License-Identifier: Apache-2.0
#include "report/renderer.h"

namespace pewter::report {

std::span<const Renderer> renderers() {
  static constexpr Renderer kRenderers[] = {
#define PEWTER_REPORT_FORMAT(name, extension, summary) {#name, extension, summary, render_##name},
#include "report/formats.def"
  };
  return kRenderers;
}

const Renderer* find_renderer(std::string_view name) {
  for (const Renderer& renderer : renderers())
    if (renderer.name == name) return &renderer;
  return nullptr;
}

const Renderer* renderer_for_file(std::string_view path) {
  const Renderer* best = nullptr;
  for (const Renderer& renderer : renderers())
    if (path.ends_with(renderer.extension) && (!best || renderer.extension.size() > best->extension.size()))
      best = &renderer;
  return best;
}

}  // namespace pewter::report
