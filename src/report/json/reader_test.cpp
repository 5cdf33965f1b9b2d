// SPDX-License-Identifier: Apache-2.0
#include "report/json/reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "report/renderer.h"
#include "report/testing/cases.h"

namespace pewter::report {
namespace {

using nlohmann::json;
using testing::cases;
using ::testing::HasSubstr;

std::string error_of(const std::string& text) {
  const auto report = read_json(text);
  return report ? "none" : report.error();
}

// The race's file with something else in one place.
std::string with(const json::json_pointer& place, const json& value) {
  json file = json::parse(render_json(testing::named("race")));
  file[place] = value;
  return file.dump();
}

TEST(JsonReader, GivesBackWhatWasWritten) {
  for (const testing::Case& one : cases()) {
    const auto report = read_json(render_json(one.report));
    ASSERT_TRUE(report.ok()) << one.name << ": " << report.error();
    EXPECT_TRUE(*report == one.report) << one.name << "\n" << render_json(one.report) << "\n" << render_json(*report);
  }
  const Report busy = testing::busy(8, 100, "/nowhere");
  EXPECT_TRUE(*read_json(render_json(busy)) == busy);
}

TEST(JsonReader, NoticesADifference) {
  Report report = testing::named("race");
  const std::string text = render_json(report);
  report.findings[0].sides[1].moment.nanoseconds += 1;
  EXPECT_FALSE(*read_json(text) == report);
}

TEST(JsonReader, PassesOverWhatItDoesNotKnow) {
  const auto report = read_json(with("/findings/0/colour"_json_pointer, "red"));
  ASSERT_TRUE(report.ok()) << report.error();
  EXPECT_TRUE(*report == testing::named("race"));
}

TEST(JsonReader, TakesWhatIsThere) {
  const auto report = read_json(R"({"format": "pewter-report", "version": 1, "pid": 7})");
  ASSERT_TRUE(report.ok()) << report.error();
  EXPECT_EQ(report->pid, 7u);
  EXPECT_TRUE(report->findings.empty());
}

TEST(JsonReader, SaysWhereItIsBroken) {
  EXPECT_EQ(error_of(""), "the file is empty");
  EXPECT_THAT(error_of("{\n  \"a\": nonsense"), HasSubstr("line 2, column"));
  EXPECT_THAT(error_of("{\"a\": [1, 2"), HasSubstr("ends too early"));
  EXPECT_THAT(error_of("[]"), HasSubstr("not a report of Pewter's"));
  EXPECT_THAT(error_of("3"), HasSubstr("not a report of Pewter's"));
  EXPECT_THAT(error_of(R"({"format": "other"})"), HasSubstr("not a report of Pewter's"));
  EXPECT_THAT(error_of(R"({"format": "pewter-report"})"), HasSubstr("version"));
  EXPECT_THAT(error_of(R"({"format": "pewter-report", "version": 2})"), HasSubstr("made by a newer Pewter"));
}

TEST(JsonReader, SaysWhatIsWrongAndWhere) {
  EXPECT_EQ(error_of(with("/findings/0/sides/1/moment/thread"_json_pointer, "x")),
            "findings[0].sides[1].moment.thread: expected a number from 0 to 4294967295, found \"x\"");
  EXPECT_THAT(error_of(with("/pid"_json_pointer, -1)), HasSubstr("pid: expected a number"));
  EXPECT_THAT(error_of(with("/pid"_json_pointer, 5'000'000'000)), HasSubstr("pid: expected a number"));
  EXPECT_THAT(error_of(with("/pid"_json_pointer, 1.5)), HasSubstr("pid: expected a number"));
  EXPECT_THAT(error_of(with("/findings/0/severity"_json_pointer, "bad")),
              HasSubstr("expected one of \"error\", \"warning\", \"note\", found \"bad\""));
  EXPECT_THAT(error_of(with("/objects/0/class"_json_pointer, 3)),
              HasSubstr("objects[0].class: expected one of \"MTLDevice\""));
  EXPECT_THAT(error_of(with("/process"_json_pointer, 3)), HasSubstr("process: expected a string, found 3"));
  EXPECT_THAT(error_of(with("/process"_json_pointer, {{"bytes", "4g"}})),
              HasSubstr("process: expected bytes as pairs"));
  EXPECT_THAT(error_of(with("/process"_json_pointer, {{"bytes", "414"}})),
              HasSubstr("process: expected bytes as pairs"));
  EXPECT_THAT(error_of(with("/findings"_json_pointer, 3)), HasSubstr("findings: expected an array"));
  EXPECT_THAT(error_of(with("/findings/0"_json_pointer, 3)), HasSubstr("findings[0]: expected an object, found 3"));
  EXPECT_THAT(error_of(with("/crash"_json_pointer, "x")), HasSubstr("crash: expected an object"));
  EXPECT_THAT(error_of(with("/stacks"_json_pointer, json{{"x", json::array()}})),
              HasSubstr("stacks[\"x\"]: a stack's number was expected"));
  EXPECT_THAT(error_of(with("/stacks/1/0/line"_json_pointer, "x")),
              HasSubstr("stacks[\"1\"][0].line: expected a number"));
}

// Every prefix of a file is refused, and none is more than that.
TEST(JsonReader, SurvivesTruncation) {
  const std::string text = render_json(testing::named("hostile"));
  for (std::size_t length = 0; length + 2 < text.size(); length += 7)
    EXPECT_FALSE(read_json(std::string_view(text).substr(0, length)).ok()) << length;
}

TEST(JsonReader, SurvivesDepth) { EXPECT_FALSE(read_json(std::string(200'000, '[')).ok()); }

// A byte changed anywhere: refused or read, and what was read can be rendered.
TEST(JsonReader, SurvivesDamage) {
  const std::string text = render_json(testing::named("hostile"));
  for (std::size_t at = 0; at < text.size(); at += 5) {
    for (const char byte : {'\0', '"', '9', '\xff'}) {
      std::string damaged = text;
      damaged[at] = byte;
      if (const auto report = read_json(damaged))
        for (const Renderer& renderer : renderers()) EXPECT_FALSE(renderer.render(*report).empty());
    }
  }
}

}  // namespace
}  // namespace pewter::report
