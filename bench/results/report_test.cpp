// SPDX-License-Identifier: Apache-2.0
#include "results/report.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace pewter::bench {
namespace {

using testing::HasSubstr;
using testing::Not;

Entry entry(double median) {
  Entry made;
  made.samples = summarise({median * 0.9, median, median * 1.1});
  return made;
}

// Pewter takes 1 s, PoCL 4 s, lavapipe 2 s, the limit 0.5 s for a thousand million bytes.
Row row(std::vector<Target> targets) {
  Row made;
  made.name = "copy";
  made.unit = kGigabytes;
  made.work = 1e9;
  made.pewter = entry(1);
  made.peers = {{"pocl", entry(4)}, {"lavapipe", entry(2)}};
  made.limit_name = "memory";
  made.limit = entry(0.5);
  made.targets = std::move(targets);
  return made;
}

std::string verdict(const Row& row) { return cells_of(row).columns.back(); }

TEST(Samples, MedianAndQuartilesInAnyOrder) {
  const Samples samples = summarise({5, 1, 4, 2, 3});
  EXPECT_EQ(samples.median, 3);
  EXPECT_EQ(samples.lower_quartile, 2);
  EXPECT_EQ(samples.upper_quartile, 4);
  EXPECT_EQ(samples.minimum, 1);
  EXPECT_EQ(samples.maximum, 5);
  EXPECT_EQ(samples.count, 5u);
}

TEST(Samples, BetweenTwoTheMedianIsHalfway) { EXPECT_EQ(summarise({1, 2}).median, 1.5); }

TEST(Row, RatiosSayHowMuchFasterPewterIs) {
  const Row made = row({});
  EXPECT_DOUBLE_EQ(*made.ratio_to(made.peers.at("pocl")), 4);
  EXPECT_DOUBLE_EQ(*made.ratio_to_better_peer(), 2);
  EXPECT_DOUBLE_EQ(*made.ratio_to(made.limit), 0.5);
}

TEST(Row, WithoutAPeerThereIsNoRatio) {
  Row made = row({});
  made.peers["pocl"] = Entry{.samples = {}, .absent = "not installed"};
  EXPECT_FALSE(made.ratio_to(made.peers.at("pocl")).has_value());
  EXPECT_DOUBLE_EQ(*made.ratio_to_better_peer(), 2);
  made.peers.clear();
  EXPECT_FALSE(made.ratio_to_better_peer().has_value());
}

TEST(Verdict, SaysNoYesAndAim) {
  EXPECT_EQ(verdict(row({{Target::Against::pocl, 5, 9}})), "no");
  EXPECT_EQ(verdict(row({{Target::Against::pocl, 3, 5}})), "yes");
  EXPECT_EQ(verdict(row({{Target::Against::pocl, 3, 4}})), "aim");
  EXPECT_EQ(verdict(row({{Target::Against::pocl, 3, 4}, {Target::Against::lavapipe, 3, 5}})), "no");
}

TEST(Verdict, AnAimWithoutABarCannotFail) {
  EXPECT_EQ(verdict(row({{Target::Against::pocl, 3, 4}, {Target::Against::limit, 0, 0.95}})), "yes");
  EXPECT_EQ(verdict(row({{Target::Against::pocl, 3, 4}, {Target::Against::limit, 0, 0.4}})), "aim");
}

TEST(Verdict, WithoutThePeerItIsOpen) {
  Row made = row({{Target::Against::pocl, 3, 4}});
  made.peers.erase("pocl");
  EXPECT_EQ(verdict(made), "?");
}

TEST(Verdict, ATimeIsMetFromBelow) {
  Row made = row({{Target::Against::value, 1500, 100}});
  made.unit = kMilliseconds;
  made.work = 1;
  EXPECT_EQ(verdict(made), "yes");
  made.targets = {{Target::Against::value, 900, 100}};
  EXPECT_EQ(verdict(made), "no");
}

TEST(Table, ShowsValuesInTheUnitAndMarksParts) {
  Row made = row({});
  made.peers["lavapipe"].fraction = 0.25;
  const std::string table = terminal_table({{}, {made}});
  EXPECT_THAT(table, HasSubstr("1.00"));
  EXPECT_THAT(table, HasSubstr("0.500*"));
  EXPECT_THAT(table, HasSubstr("4.00x"));
  EXPECT_THAT(markdown_table({{}, {made}}), HasSubstr("0.500\\*"));
}

TEST(Notes, NameWhatIsMissingAndWhy) {
  Row made = row({});
  made.peers["pocl"] = Entry{.samples = {}, .absent = "not installed"};
  EXPECT_EQ(notes({{}, {made}}), "copy/pocl: not installed\n");
  EXPECT_EQ(notes({{}, {row({})}}), "");
}

TEST(Json, AddsComparisonsToGoogleBenchmarks) {
  const Report report = {{{"processor", "some"}}, {row({{Target::Against::pocl, 3, 5}})}};
  const auto document = nlohmann::json::parse(json(report, R"({"context": {"date": "today"}, "benchmarks": []})"));
  EXPECT_EQ(document["context"]["date"], "today");
  EXPECT_EQ(document["context"]["processor"], "some");
  const auto& comparison = document["comparison"][0];
  EXPECT_EQ(comparison["name"], "copy");
  EXPECT_EQ(comparison["pocl"]["pewter_is_faster_by"], 4.0);
  EXPECT_EQ(comparison["pewter"]["value"], 1.0);
  EXPECT_EQ(comparison["targets"][0]["met"], true);
  EXPECT_EQ(comparison["targets"][0]["aim_met"], false);
}

TEST(Json, SurvivesWhatIsNotJson) {
  EXPECT_TRUE(nlohmann::json::parse(json({{}, {row({})}}, "oops")).contains("comparison"));
}

TEST(Svg, DrawsRowsWithARatioOnly) {
  Row alone = row({});
  alone.name = "lonely";
  alone.peers.clear();
  alone.limit = {};
  const std::string plot = svg({{}, {row({{Target::Against::pocl, 3, 5}}), alone}});
  EXPECT_THAT(plot, HasSubstr(">copy</text>"));
  EXPECT_THAT(plot, HasSubstr("<title>PoCL: 4x</title>"));
  EXPECT_THAT(plot, Not(HasSubstr("lonely")));
}

}  // namespace
}  // namespace pewter::bench
