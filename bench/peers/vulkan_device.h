// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vulkan/vulkan.h>

#include <cstdint>
#include <optional>
#include <string>

namespace pewter::bench {

// clang-format off
#define VULKAN_FUNCTIONS(X)                                                                                              \
  X(vkCreateInstance) X(vkEnumeratePhysicalDevices) X(vkGetPhysicalDeviceProperties2) X(vkGetPhysicalDeviceFeatures2)    \
  X(vkGetPhysicalDeviceQueueFamilyProperties) X(vkGetPhysicalDeviceMemoryProperties) X(vkCreateDevice)                   \
  X(vkGetDeviceQueue) X(vkCreateCommandPool) X(vkAllocateCommandBuffers) X(vkFreeCommandBuffers)                         \
  X(vkBeginCommandBuffer) X(vkEndCommandBuffer) X(vkResetCommandBuffer) X(vkCmdBindPipeline) X(vkCmdBindDescriptorSets)  \
  X(vkCmdPushConstants) X(vkCmdDispatch) X(vkCmdPipelineBarrier) X(vkQueueSubmit) X(vkCreateFence) X(vkDestroyFence)     \
  X(vkResetFences) X(vkWaitForFences) X(vkCreateBuffer) X(vkDestroyBuffer) X(vkGetBufferMemoryRequirements)              \
  X(vkAllocateMemory) X(vkFreeMemory) X(vkBindBufferMemory) X(vkMapMemory) X(vkCreateShaderModule)                       \
  X(vkDestroyShaderModule) X(vkCreateDescriptorSetLayout) X(vkDestroyDescriptorSetLayout) X(vkCreatePipelineLayout)      \
  X(vkDestroyPipelineLayout) X(vkCreateComputePipelines) X(vkDestroyPipeline) X(vkCreateDescriptorPool)                  \
  X(vkDestroyDescriptorPool) X(vkAllocateDescriptorSets) X(vkUpdateDescriptorSets)
// clang-format on

// Mesa's software rasteriser as a Vulkan device, with everything enabled that it offers. It lives as long as the
// process.
class VulkanDevice {
 public:
  // Loads libvulkan.so.1 and opens lavapipe. A text says why that did not work.
  std::optional<std::string> open();

  VkDevice device() const { return device_; }
  VkQueue queue() const { return queue_; }
  VkCommandPool pool() const { return pool_; }
  const std::string& version() const { return version_; }
  // A type of memory among `allowed` bits that the host sees without flushing.
  std::optional<std::uint32_t> host_memory_type(std::uint32_t allowed) const;

#define X(name) PFN_##name name = nullptr;
  VULKAN_FUNCTIONS(X)
#undef X

 private:
  std::optional<std::string> choose_device(VkInstance instance);
  std::optional<std::string> make_device();

  VkPhysicalDevice physical_ = VK_NULL_HANDLE;
  VkDevice device_ = VK_NULL_HANDLE;
  VkQueue queue_ = VK_NULL_HANDLE;
  VkCommandPool pool_ = VK_NULL_HANDLE;
  std::string version_;
};

}  // namespace pewter::bench
