// SPDX-License-Identifier: Apache-2.0
#include "translate.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "mac_tools.h"
#include "xcrun/stand_ins.h"

namespace pewter::macos {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

Layout layout() {
  Layout layout;
  layout.tools = "/p/libexec/pewter/macos";
  layout.stand_ins = "/p/libexec/pewter";
  layout.include = "/p/include";
  layout.macros = "/p/apple.h";
  layout.libraries = "/p/lib";
  return layout;
}

std::vector<std::string> words(const std::string& line) {
  std::istringstream stream(line);
  std::vector<std::string> result;
  for (std::string word; stream >> word;) result.push_back(word);
  return result;
}

Result<Translation, std::string> translated(const std::string& line, bool cxx = true, Layout where = layout()) {
  return translate(words(line), cxx, where);
}

// The compiler's new command line, or the error.
std::string line(const std::string& arguments, bool cxx = true, Layout where = layout()) {
  const auto result = translated(arguments, cxx, where);
  if (!result) return "error: " + result.error();
  std::string text;
  for (const auto& word : result->arguments) text += (text.empty() ? "" : " ") + word;
  return text;
}

constexpr const char* kHeaders = "-I/p/include -imacros /p/apple.h -stdlib=libc++";
constexpr const char* kLibrary = "-L/p/lib -lpewter -Xlinker -rpath -Xlinker /p/lib";

std::string compiles(const std::string& rest) { return std::string(kHeaders) + " " + rest; }
std::string links(const std::string& rest) { return "-stdlib=libc++ " + rest + " -fuse-ld=lld"; }

TEST(Translate, GivesSourcesTheHeadersFirst) {
  EXPECT_EQ(line("-O2 -Ivendor/metal-cpp -c a.cpp -o a.o"), compiles("-O2 -Ivendor/metal-cpp -c a.cpp -o a.o"));
  EXPECT_EQ(line("-E -x c++ -"), compiles("-E -x c++ -"));
}

TEST(Translate, LeavesTheChoiceOfTheStandardLibrary) {
  EXPECT_EQ(line("-stdlib=libstdc++ -c a.cpp"), "-I/p/include -imacros /p/apple.h -stdlib=libstdc++ -c a.cpp");
  Layout without = layout();
  without.has_libcxx = false;
  EXPECT_EQ(line("-c a.cpp", true, without), "-I/p/include -imacros /p/apple.h -c a.cpp");
  EXPECT_EQ(line("-c a.c", false), "-I/p/include -imacros /p/apple.h -c a.c");
  EXPECT_EQ(line("-c a.cc", false), compiles("-c a.cc"));
}

TEST(Translate, GivesNoHeadersWhereThereAreToBeNone) {
  EXPECT_EQ(line("-nostdinc -E a.h", false), "-imacros /p/apple.h -nostdinc -E a.h");
  EXPECT_EQ(line("--version"), "--version");
  EXPECT_EQ(line("-c a.s", false), "-c a.s");
}

TEST(Translate, LeavesOutWhatOnlySpeaksOfApple) {
  EXPECT_EQ(line("-arch arm64 -isysroot /S -mmacosx-version-min=14.0 -mcpu=apple-m1 -fobjc-arc -c a.cpp"),
            compiles("-c a.cpp"));
  EXPECT_EQ(line("-target arm64-apple-macos14 --target=arm64-apple-macos14 -F/Library/Frameworks -c a.cpp"),
            compiles("-c a.cpp"));
  EXPECT_EQ(line("-target x86_64-linux-gnu -c a.cpp"), compiles("-target x86_64-linux-gnu -c a.cpp"));
}

TEST(Translate, KeepsValuesThatLookLikeOptions) {
  EXPECT_EQ(line("-D -arch -c a.cpp"), compiles("-D -arch -c a.cpp"));
  EXPECT_EQ(line("-U NDEBUG -c a.cpp"), compiles("-U NDEBUG -c a.cpp"));
}

TEST(Translate, ProcessorsOfOthers) {
  EXPECT_EQ(line("-mcpu=native -march=armv8.2-a+fp16 -c a.cpp"), compiles("-march=native -c a.cpp"));
  Layout arm = layout();
  arm.arm = true;
  EXPECT_EQ(line("-mcpu=native -march=armv8.2-a+fp16 -c a.cpp", true, arm),
            compiles("-mcpu=native -march=armv8.2-a+fp16 -c a.cpp"));
}

TEST(Translate, FrameworksAreOneLibrary) {
  EXPECT_EQ(line("a.o -framework Metal -framework Foundation -o a"), links(std::string("a.o ") + kLibrary + " -o a"));
  EXPECT_EQ(line("a.o -Wl,-framework,QuartzCore -weak_framework Metal"), links(std::string("a.o ") + kLibrary));
  EXPECT_EQ(line("a.o -Xlinker -framework -Xlinker Metal"), links(std::string("a.o ") + kLibrary));
}

TEST(Translate, UnknownFrameworksAreErrorsThatNameThem) {
  EXPECT_THAT(line("a.o -framework Accelerate"), testing::StartsWith("error: framework 'Accelerate' not found"));
  EXPECT_THAT(line("a.o -framework Accelerate"), HasSubstr("MetalPerformanceShaders"));
  EXPECT_EQ(line("a.o -framework"), "error: '-framework' without a value");
}

TEST(Translate, OptionsOfTheLinker) {
  EXPECT_EQ(line("a.o -Wl,-dead_strip,-headerpad_max_install_names -Wl,-map,a.map -o a"),
            links("a.o -Xlinker --gc-sections -Xlinker -Map=a.map -o a"));
  EXPECT_EQ(line("-dynamiclib a.o -install_name @rpath/liba.dylib -current_version 1.0 -o liba.so"),
            links("-shared a.o -o liba.so"));
  EXPECT_EQ(line("a.o -Wl,-rpath,@loader_path/../lib -Wl,-rpath -Wl,@executable_path"),
            links("a.o -Xlinker -rpath -Xlinker $ORIGIN/../lib -Xlinker -rpath -Xlinker $ORIGIN"));
  EXPECT_EQ(line("a.o -Wl,-force_load,libb.a"),
            links("a.o -Xlinker --whole-archive libb.a -Xlinker --no-whole-archive"));
  EXPECT_EQ(line("a.o -Wl,-z,now"), links("a.o -Xlinker -z -Xlinker now"));
}

TEST(Translate, SymbolsThatAreFoundLater) {
  EXPECT_EQ(line("-bundle a.o -undefined dynamic_lookup -o a.so"), links("-shared a.o -o a.so"));
  EXPECT_EQ(line("a.o -Wl,-undefined,dynamic_lookup"), links("a.o -Xlinker --unresolved-symbols=ignore-all"));
  EXPECT_EQ(line("-shared a.o -Wl,-undefined,error"), links("-shared a.o -Xlinker -z -Xlinker defs"));
}

TEST(Translate, ChoosesNoLinkerOverTheUsers) {
  EXPECT_EQ(line("a.o -fuse-ld=bfd"), "-stdlib=libc++ a.o -fuse-ld=bfd");
  EXPECT_EQ(line("-c a.o"), "-c a.o");
}

TEST(Translate, SaysWhatItChanged) {
  const auto result = translated("-arch arm64 a.o -framework Metal");
  ASSERT_TRUE(result);
  EXPECT_THAT(result->notes, testing::ElementsAre("-arch arm64: left out (code is made for this machine)",
                                                  "-framework Metal: -lpewter (it is all in one library)"));
  EXPECT_THAT(translated("-O2 -c a.cpp")->notes, IsEmpty());
}

class ResponseFiles : public testing::Test {
 protected:
  void SetUp() override { std::filesystem::create_directories(folder_); }
  void TearDown() override { std::filesystem::remove_all(folder_); }
  std::string write(const std::string& name, const std::string& text) {
    const auto path = folder_ / name;
    std::ofstream(path) << text;
    return path.string();
  }
  const std::filesystem::path folder_ =
      std::filesystem::path(testing::TempDir()) / ("macos-" + std::to_string(getpid()));
};

TEST_F(ResponseFiles, AreReadAsTheToolsReadThem) {
  const auto file = write("a.rsp", "'two words.o' -framework Metal\n\"-Wl,-dead_strip\" a\\ b.o");
  EXPECT_EQ(line("@" + file), links("two words.o " + std::string(kLibrary) + " -Xlinker --gc-sections a b.o"));
}

TEST_F(ResponseFiles, OfTheLinkerToo) {
  const auto file = write("symbols", "-U _one\n-U _two\n");
  EXPECT_EQ(line("-shared a.o -Wl,@" + file), links("-shared a.o"));
}

TEST_F(ResponseFiles, ThatAreNotThereStay) {
  EXPECT_EQ(line("@/nowhere/x.rsp -c a.cpp"), compiles("@/nowhere/x.rsp -c a.cpp"));
}

TEST_F(ResponseFiles, EndSomewhere) {
  const auto file = write("self", "@" + (folder_ / "self").string());
  EXPECT_EQ(line("@" + file), "error: response files within response files: '" + file + "'");
}

TEST(AppleClang, KnowsTheVersionThatTheOtherStandInsTell) {
  std::ifstream file(PEWTER_APPLE_CLANG);
  const std::string text(std::istreambuf_iterator<char>(file), {});
  int major = 0, minor = 0;
  ASSERT_EQ(std::sscanf(stand_ins::kSystemVersion, "%d.%d", &major, &minor), 2);
  EXPECT_THAT(text, HasSubstr("#define PEWTER_MACOS_VERSION " + std::to_string(100 * major + minor) + "\n"));
}

TEST(Scripts, CallXcrunWhereItLies) {
  EXPECT_EQ(with_stand_ins("/usr/bin/xcrun -f metal | /usr/bin/sw_vers", layout()),
            "/p/libexec/pewter/xcrun -f metal | /p/libexec/pewter/sw_vers");
  EXPECT_EQ(with_stand_ins("/usr/bin/xcrunner /opt/usr/bin/xcrun", layout()), "/usr/bin/xcrunner /opt/usr/bin/xcrun");
}

}  // namespace
}  // namespace pewter::macos
