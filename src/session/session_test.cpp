// SPDX-License-Identifier: Apache-2.0
#include "session/session.h"

#include <gmock/gmock.h>

#include <cstdlib>

namespace pewter::session {
namespace {

using testing::HasSubstr;

// Sets a variable for the length of one test.
class Variable {
 public:
  Variable(const char* name, const char* value) : name_(name) { setenv(name, value, 1); }
  ~Variable() { unsetenv(name_); }

 private:
  const char* name_;
};

TEST(Session, DefaultsWithoutEnvironment) {
  const auto settings = settings_from_environment();
  ASSERT_TRUE(settings.ok());
  EXPECT_EQ(settings->executor, executor_names().front());
  EXPECT_EQ(settings->exec.threads, 0u);
  EXPECT_EQ(settings->exec.progress_timeout_seconds, 10);
  EXPECT_FALSE(settings->exec.stream_from_bytes);
  EXPECT_TRUE(settings->coalesce);
}

TEST(Session, ReadsTheEnvironment) {
  Variable executor("PEWTER_EXECUTOR", "null"), threads("PEWTER_THREADS", "3"), timeout("PEWTER_KERNEL_TIMEOUT", "0.5"),
      coalesce("PEWTER_COALESCE", "0"), stream("PEWTER_STREAM_FROM", "4096");
  const auto settings = settings_from_environment();
  ASSERT_TRUE(settings.ok());
  EXPECT_EQ(settings->executor, "null");
  EXPECT_EQ(settings->exec.threads, 3u);
  EXPECT_EQ(settings->exec.progress_timeout_seconds, 0.5);
  EXPECT_EQ(settings->exec.stream_from_bytes, 4096u);
  EXPECT_FALSE(settings->coalesce);
}

TEST(Session, EveryBadValueNamesItsVariable) {
  for (auto [name, value] : {std::pair{"PEWTER_EXECUTOR", "gpu"},
                             {"PEWTER_THREADS", "-1"},
                             {"PEWTER_THREADS", "two"},
                             {"PEWTER_KERNEL_TIMEOUT", "-3"},
                             {"PEWTER_KERNEL_TIMEOUT", "soon"},
                             {"PEWTER_COALESCE", "yes"},
                             {"PEWTER_STREAM_FROM", "32M"},
                             {"PEWTER_STREAM_FROM", "-1"}}) {
    Variable variable(name, value);
    const auto settings = settings_from_environment();
    ASSERT_FALSE(settings.ok()) << name << "=" << value;
    EXPECT_THAT(settings.error(), HasSubstr(name));
    EXPECT_THAT(settings.error(), HasSubstr(value));
  }
}

TEST(Session, ThereIsOneDevice) {
  runtime::Device* device = default_device();
  ASSERT_NE(device, nullptr);
  EXPECT_EQ(default_device(), device);
  EXPECT_THAT(all_devices(), testing::ElementsAre(device));
  EXPECT_NE(device->name(), "Apple Paravirtual device");
  EXPECT_EQ(device->architecture_name().substr(0, 10), "applegpu_g");
}

}  // namespace
}  // namespace pewter::session
