// SPDX-License-Identifier: Apache-2.0
// lavapipe: the same kernels as GLSL compute shaders. A command buffer is recorded once for each portion of the grid
// and submitted again and again, so a run is submission, execution and the wait for a fence.
#include <fmt/format.h>

#include <chrono>
#include <limits>

#include "peers/glsl.h"
#include "peers/peer.h"
#include "peers/vulkan_device.h"

namespace pewter::bench {
namespace {

using Fault = std::optional<std::string>;

Fault fault_of(VkResult result, const char* call) {
  if (result == VK_SUCCESS) return std::nullopt;
  return fmt::format("{} gives {}", call, static_cast<int>(result));
}

class LavapipeProgram final : public Program {
 public:
  LavapipeProgram(const VulkanDevice& vk, const Problem& problem) : vk_(vk), problem_(problem) {}
  ~LavapipeProgram() override;
  Fault prepare();

  std::span<std::byte> buffer(std::size_t index) override { return {mapped_[index], problem_.buffers[index]}; }
  Result<double, std::string> run(Portion portion) override;

 private:
  Fault make_buffer(std::size_t bytes);
  Fault make_layout();
  Fault make_descriptors();
  Fault make_pipeline(const Step& step);
  Fault make_commands();
  Fault record(Portion portion);

  const VulkanDevice& vk_;
  Problem problem_;
  std::vector<VkBuffer> buffers_;
  std::vector<VkDeviceMemory> memory_;
  std::vector<std::byte*> mapped_;
  VkDescriptorSetLayout set_layout_ = VK_NULL_HANDLE;
  VkPipelineLayout layout_ = VK_NULL_HANDLE;
  VkDescriptorPool descriptors_ = VK_NULL_HANDLE;
  VkDescriptorSet set_ = VK_NULL_HANDLE;
  std::vector<VkPipeline> pipelines_;
  VkCommandBuffer commands_ = VK_NULL_HANDLE;
  VkFence fence_ = VK_NULL_HANDLE;
  Portion recorded_ = {0, 0};
};

LavapipeProgram::~LavapipeProgram() {
  VkDevice device = vk_.device();
  if (commands_) vk_.vkFreeCommandBuffers(device, vk_.pool(), 1, &commands_);
  vk_.vkDestroyFence(device, fence_, nullptr);
  for (VkPipeline pipeline : pipelines_) vk_.vkDestroyPipeline(device, pipeline, nullptr);
  vk_.vkDestroyDescriptorPool(device, descriptors_, nullptr);
  vk_.vkDestroyPipelineLayout(device, layout_, nullptr);
  vk_.vkDestroyDescriptorSetLayout(device, set_layout_, nullptr);
  for (VkBuffer buffer : buffers_) vk_.vkDestroyBuffer(device, buffer, nullptr);
  for (VkDeviceMemory memory : memory_) vk_.vkFreeMemory(device, memory, nullptr);
}

Fault LavapipeProgram::prepare() {
  for (const std::size_t bytes : problem_.buffers) {
    if (auto fault = make_buffer(bytes)) return fault;
  }
  if (auto fault = make_layout()) return fault;
  if (auto fault = make_descriptors()) return fault;
  for (const Step& step : problem_.steps) {
    if (auto fault = make_pipeline(step)) return fault;
  }
  return make_commands();
}

Fault LavapipeProgram::make_buffer(std::size_t bytes) {
  VkBufferCreateInfo info = {};
  info.sType = VK_STRUCTURE_TYPE_BUFFER_CREATE_INFO;
  info.size = bytes;
  info.usage = VK_BUFFER_USAGE_STORAGE_BUFFER_BIT;
  VkBuffer buffer = VK_NULL_HANDLE;
  if (auto fault = fault_of(vk_.vkCreateBuffer(vk_.device(), &info, nullptr, &buffer), "vkCreateBuffer")) return fault;
  buffers_.push_back(buffer);

  VkMemoryRequirements needs;
  vk_.vkGetBufferMemoryRequirements(vk_.device(), buffer, &needs);
  const auto type = vk_.host_memory_type(needs.memoryTypeBits);
  if (!type) return "lavapipe has no memory that the host sees";
  VkMemoryAllocateInfo allocation = {};
  allocation.sType = VK_STRUCTURE_TYPE_MEMORY_ALLOCATE_INFO;
  allocation.allocationSize = needs.size;
  allocation.memoryTypeIndex = *type;
  VkDeviceMemory memory = VK_NULL_HANDLE;
  if (auto fault = fault_of(vk_.vkAllocateMemory(vk_.device(), &allocation, nullptr, &memory), "vkAllocateMemory"))
    return fault;
  memory_.push_back(memory);
  if (auto fault = fault_of(vk_.vkBindBufferMemory(vk_.device(), buffer, memory, 0), "vkBindBufferMemory"))
    return fault;
  void* mapped = nullptr;
  if (auto fault = fault_of(vk_.vkMapMemory(vk_.device(), memory, 0, VK_WHOLE_SIZE, 0, &mapped), "vkMapMemory"))
    return fault;
  mapped_.push_back(static_cast<std::byte*>(mapped));
  return std::nullopt;
}

Fault LavapipeProgram::make_layout() {
  std::vector<VkDescriptorSetLayoutBinding> bindings;
  for (std::uint32_t i = 0; i < buffers_.size(); ++i)
    bindings.push_back({i, VK_DESCRIPTOR_TYPE_STORAGE_BUFFER, 1, VK_SHADER_STAGE_COMPUTE_BIT, nullptr});
  VkDescriptorSetLayoutCreateInfo set = {};
  set.sType = VK_STRUCTURE_TYPE_DESCRIPTOR_SET_LAYOUT_CREATE_INFO;
  set.bindingCount = static_cast<std::uint32_t>(bindings.size());
  set.pBindings = bindings.data();
  if (auto fault = fault_of(vk_.vkCreateDescriptorSetLayout(vk_.device(), &set, nullptr, &set_layout_),
                            "vkCreateDescriptorSetLayout"))
    return fault;
  const VkPushConstantRange constants = {VK_SHADER_STAGE_COMPUTE_BIT, 0,
                                         static_cast<std::uint32_t>(problem_.constants.size() * 4)};
  VkPipelineLayoutCreateInfo info = {};
  info.sType = VK_STRUCTURE_TYPE_PIPELINE_LAYOUT_CREATE_INFO;
  info.setLayoutCount = 1;
  info.pSetLayouts = &set_layout_;
  info.pushConstantRangeCount = problem_.constants.empty() ? 0 : 1;
  info.pPushConstantRanges = &constants;
  return fault_of(vk_.vkCreatePipelineLayout(vk_.device(), &info, nullptr, &layout_), "vkCreatePipelineLayout");
}

Fault LavapipeProgram::make_descriptors() {
  const VkDescriptorPoolSize size = {VK_DESCRIPTOR_TYPE_STORAGE_BUFFER, static_cast<std::uint32_t>(buffers_.size())};
  VkDescriptorPoolCreateInfo pool = {};
  pool.sType = VK_STRUCTURE_TYPE_DESCRIPTOR_POOL_CREATE_INFO;
  pool.maxSets = 1;
  pool.poolSizeCount = 1;
  pool.pPoolSizes = &size;
  if (auto fault =
          fault_of(vk_.vkCreateDescriptorPool(vk_.device(), &pool, nullptr, &descriptors_), "vkCreateDescriptorPool"))
    return fault;
  VkDescriptorSetAllocateInfo allocation = {};
  allocation.sType = VK_STRUCTURE_TYPE_DESCRIPTOR_SET_ALLOCATE_INFO;
  allocation.descriptorPool = descriptors_;
  allocation.descriptorSetCount = 1;
  allocation.pSetLayouts = &set_layout_;
  if (auto fault = fault_of(vk_.vkAllocateDescriptorSets(vk_.device(), &allocation, &set_), "vkAllocateDescriptorSets"))
    return fault;
  for (std::uint32_t i = 0; i < buffers_.size(); ++i) {
    const VkDescriptorBufferInfo whole = {buffers_[i], 0, VK_WHOLE_SIZE};
    VkWriteDescriptorSet write = {};
    write.sType = VK_STRUCTURE_TYPE_WRITE_DESCRIPTOR_SET;
    write.dstSet = set_;
    write.dstBinding = i;
    write.descriptorCount = 1;
    write.descriptorType = VK_DESCRIPTOR_TYPE_STORAGE_BUFFER;
    write.pBufferInfo = &whole;
    vk_.vkUpdateDescriptorSets(vk_.device(), 1, &write, 0, nullptr);
  }
  return std::nullopt;
}

Fault LavapipeProgram::make_pipeline(const Step& step) {
  const auto words = compile_glsl(problem_, step);
  if (!words) return words.error();
  VkShaderModuleCreateInfo module = {};
  module.sType = VK_STRUCTURE_TYPE_SHADER_MODULE_CREATE_INFO;
  module.codeSize = words->size() * 4;
  module.pCode = words->data();
  VkShaderModule shader = VK_NULL_HANDLE;
  if (auto fault = fault_of(vk_.vkCreateShaderModule(vk_.device(), &module, nullptr, &shader), "vkCreateShaderModule"))
    return fault;
  VkComputePipelineCreateInfo info = {};
  info.sType = VK_STRUCTURE_TYPE_COMPUTE_PIPELINE_CREATE_INFO;
  info.stage.sType = VK_STRUCTURE_TYPE_PIPELINE_SHADER_STAGE_CREATE_INFO;
  info.stage.stage = VK_SHADER_STAGE_COMPUTE_BIT;
  info.stage.module = shader;
  info.stage.pName = "main";
  info.layout = layout_;
  VkPipeline pipeline = VK_NULL_HANDLE;
  const VkResult result = vk_.vkCreateComputePipelines(vk_.device(), VK_NULL_HANDLE, 1, &info, nullptr, &pipeline);
  vk_.vkDestroyShaderModule(vk_.device(), shader, nullptr);
  if (auto fault = fault_of(result, "vkCreateComputePipelines")) return fault;
  pipelines_.push_back(pipeline);
  return std::nullopt;
}

Fault LavapipeProgram::make_commands() {
  VkCommandBufferAllocateInfo info = {};
  info.sType = VK_STRUCTURE_TYPE_COMMAND_BUFFER_ALLOCATE_INFO;
  info.commandPool = vk_.pool();
  info.level = VK_COMMAND_BUFFER_LEVEL_PRIMARY;
  info.commandBufferCount = 1;
  if (auto fault = fault_of(vk_.vkAllocateCommandBuffers(vk_.device(), &info, &commands_), "vkAllocateCommandBuffers"))
    return fault;
  VkFenceCreateInfo fence = {};
  fence.sType = VK_STRUCTURE_TYPE_FENCE_CREATE_INFO;
  return fault_of(vk_.vkCreateFence(vk_.device(), &fence, nullptr, &fence_), "vkCreateFence");
}

Fault LavapipeProgram::record(Portion portion) {
  vk_.vkResetCommandBuffer(commands_, 0);
  VkCommandBufferBeginInfo begin = {};
  begin.sType = VK_STRUCTURE_TYPE_COMMAND_BUFFER_BEGIN_INFO;
  if (auto fault = fault_of(vk_.vkBeginCommandBuffer(commands_, &begin), "vkBeginCommandBuffer")) return fault;
  vk_.vkCmdBindDescriptorSets(commands_, VK_PIPELINE_BIND_POINT_COMPUTE, layout_, 0, 1, &set_, 0, nullptr);
  if (!problem_.constants.empty())
    vk_.vkCmdPushConstants(commands_, layout_, VK_SHADER_STAGE_COMPUTE_BIT, 0,
                           static_cast<std::uint32_t>(problem_.constants.size() * 4), problem_.constants.data());
  VkMemoryBarrier barrier = {};
  barrier.sType = VK_STRUCTURE_TYPE_MEMORY_BARRIER;
  barrier.srcAccessMask = VK_ACCESS_SHADER_WRITE_BIT;
  barrier.dstAccessMask = VK_ACCESS_SHADER_READ_BIT | VK_ACCESS_SHADER_WRITE_BIT;
  for (std::uint32_t time = 0; time < problem_.repeat; ++time) {
    for (std::size_t i = 0; i < pipelines_.size(); ++i) {
      const Extent groups = groups_of(problem_.steps[i], portion);
      vk_.vkCmdBindPipeline(commands_, VK_PIPELINE_BIND_POINT_COMPUTE, pipelines_[i]);
      vk_.vkCmdDispatch(commands_, groups.x, groups.y, groups.z);
      vk_.vkCmdPipelineBarrier(commands_, VK_PIPELINE_STAGE_COMPUTE_SHADER_BIT, VK_PIPELINE_STAGE_COMPUTE_SHADER_BIT, 0,
                               1, &barrier, 0, nullptr, 0, nullptr);
    }
  }
  recorded_ = portion;
  return fault_of(vk_.vkEndCommandBuffer(commands_), "vkEndCommandBuffer");
}

Result<double, std::string> LavapipeProgram::run(Portion portion) {
  if (portion.slices != recorded_.slices || portion.of != recorded_.of) {
    if (auto fault = record(portion)) return Failure{*fault};
  }
  VkSubmitInfo submit = {};
  submit.sType = VK_STRUCTURE_TYPE_SUBMIT_INFO;
  submit.commandBufferCount = 1;
  submit.pCommandBuffers = &commands_;
  vk_.vkResetFences(vk_.device(), 1, &fence_);
  const auto start = std::chrono::steady_clock::now();
  if (auto fault = fault_of(vk_.vkQueueSubmit(vk_.queue(), 1, &submit, fence_), "vkQueueSubmit"))
    return Failure{*fault};
  const VkResult result =
      vk_.vkWaitForFences(vk_.device(), 1, &fence_, VK_TRUE, std::numeric_limits<std::uint64_t>::max());
  const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
  if (auto fault = fault_of(result, "vkWaitForFences")) return Failure{*fault};
  return taken.count();
}

class LavapipePeer final : public Peer {
 public:
  Fault start() { return device_.open(); }
  const char* name() const override { return "lavapipe"; }
  std::string version() const override { return device_.version(); }
  Result<std::unique_ptr<Program>, std::string> prepare(const Problem& problem) override {
    auto program = std::make_unique<LavapipeProgram>(device_, problem);
    if (auto fault = program->prepare()) return Failure{*fault};
    return std::unique_ptr<Program>(std::move(program));
  }

 private:
  VulkanDevice device_;
};

}  // namespace

Result<std::unique_ptr<Peer>, std::string> make_lavapipe() {
  auto peer = std::make_unique<LavapipePeer>();
  if (auto fault = peer->start()) return Failure{*fault};
  return std::unique_ptr<Peer>(std::move(peer));
}

}  // namespace pewter::bench
