// SPDX-License-Identifier: Apache-2.0
#include "foundation/error.h"

#include <gtest/gtest.h>

#include "foundation/bundle.h"
#include "foundation/notification.h"
#include "foundation/url.h"

namespace pewter::foundation {
namespace {

TEST(ErrorTest, SaysWhatHappened) {
  Ref<Error> error = make_error("MTLLibraryErrorDomain", 3, "program_source:1:2: error: no");
  EXPECT_EQ(view(error->domain()), "MTLLibraryErrorDomain");
  EXPECT_EQ(error->code(), 3);
  EXPECT_EQ(view(error->localized_description().get()), "program_source:1:2: error: no");
  EXPECT_EQ(error->user_info()->count(), 1u);
  EXPECT_EQ(error->description(), "Error Domain=MTLLibraryErrorDomain Code=3 \"program_source:1:2: error: no\"");
  EXPECT_TRUE(error->is_equal(make_error("MTLLibraryErrorDomain", 3, "program_source:1:2: error: no").get()));
  EXPECT_FALSE(error->is_equal(make_error("MTLLibraryErrorDomain", 4, "program_source:1:2: error: no").get()));
}

TEST(ErrorTest, WithoutUserInfoASentenceOfDomainAndCode) {
  Ref<Error> error = make<Error>(string("D"), 7, Ref<Dictionary>());
  EXPECT_EQ(view(error->localized_description().get()), "The operation couldn’t be completed. (D error 7.)");
  EXPECT_EQ(error->user_info()->count(), 0u);
  EXPECT_EQ(error->info(kLocalizedFailureReasonKey), nullptr);
}

TEST(UrlTest, PathsAndEscapes) {
  Ref<URL> url = URL::file("/tmp/a b/ä.metallib");
  EXPECT_EQ(url->text(), "file:///tmp/a%20b/%C3%A4.metallib");
  Ref<URL> parsed = make<URL>();
  parsed->init(url->text());
  EXPECT_EQ(parsed->path(), "/tmp/a b/ä.metallib");
  EXPECT_TRUE(parsed->is_equal(url.get()));
  EXPECT_TRUE(parsed->is_file());
  EXPECT_EQ(URL::file("x")->path().front(), '/');
}

TEST(UrlTest, OddTextsDoNoHarm) {
  const auto path = [](const char* text) {
    Ref<URL> url = make<URL>();
    url->init(text);
    return url->path();
  };
  EXPECT_EQ(path(""), "");
  EXPECT_EQ(path("file:"), "");
  EXPECT_EQ(path("file://"), "");
  EXPECT_EQ(path("http://host/p?q#f"), "/p");
  EXPECT_EQ(path("/a%2"), "/a%2");
  EXPECT_EQ(path("/a%zz"), "/a%zz");
}

TEST(BundleTest, MainIsTheDirectoryOfTheProgram) {
  Bundle* main = Bundle::main();
  EXPECT_EQ(main->executable_path().rfind(main->path() + "/", 0), 0u);
  EXPECT_EQ(main->resource_path(), main->path());
  EXPECT_EQ(main->resource("no such file", ""), "");
  const std::string name = main->executable_path().substr(main->path().size() + 1);
  EXPECT_EQ(main->resource(name, ""), main->executable_path());
  EXPECT_EQ(main->auxiliary_executable(name), main->executable_path());
}

TEST(BundleTest, OnlyDirectoriesAreBundles) {
  EXPECT_TRUE(Bundle::at("/tmp/"));
  EXPECT_EQ(Bundle::at("/tmp/")->path(), "/tmp");
  EXPECT_FALSE(Bundle::at("/no/such/place"));
  EXPECT_FALSE(Bundle::at("/proc/self/exe"));
}

TEST(NotificationTest, ReachesWhoAskedForIt) {
  Ref<NotificationCenter> center = make<NotificationCenter>();
  int by_name = 0, all = 0;
  Object* first = center->add(string("a"), nullptr, [&](Notification* n) {
    ++by_name;
    EXPECT_EQ(view(n->name()), "a");
  });
  center->add(Ref<String>(), nullptr, [&](Notification*) { ++all; });
  center->post(string("a"), nullptr, {});
  center->post(string("b"), nullptr, {});
  center->remove(first);
  center->remove(first);
  center->post(string("a"), nullptr, {});
  EXPECT_EQ(by_name, 1);
  EXPECT_EQ(all, 3);
}

}  // namespace
}  // namespace pewter::foundation
