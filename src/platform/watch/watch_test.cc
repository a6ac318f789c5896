#include "platform/watch/watch.h"

#include <gtest/gtest.h>

#include <array>

#include "platform/kernel/log.h"

namespace watch {
namespace {

const std::string apply = "/api/{association}/portal/requests";
const std::string desk_sign_in = "/api/{association}/desk/sign-in";
const std::string post = "POST";

http::Answered an_answer(int status) {
  return {.method = post,
          .route = apply,
          .association = "teryaq",
          .request_id = "0123456789abcdef",
          .status = status,
          .duration_us = 3'000,
          .bytes = 10};
}

bool holds(const std::string& text, const std::string& line) {
  return text.find(line) != std::string::npos;
}

TEST(Watching, CountsRequestsByPatternMethodAndClassOfStatus) {
  Watch watch(false);
  watch.answered(an_answer(200));
  watch.answered(an_answer(202));
  watch.answered(an_answer(422));
  const auto text = watch.text();
  const std::string of = "{method=\"POST\",route=\"" + apply + "\"";
  EXPECT_TRUE(holds(text, "sila_http_requests_total" + of + ",status=\"2xx\"} 2")) << text;
  EXPECT_TRUE(holds(text, "sila_http_requests_total" + of + ",status=\"4xx\"} 1"));
  EXPECT_TRUE(holds(text, "sila_http_request_seconds_bucket" + of + ",le=\"0.0025\"} 0"));
  EXPECT_TRUE(holds(text, "sila_http_request_seconds_bucket" + of + ",le=\"0.005\"} 3"));
  EXPECT_FALSE(holds(text, "teryaq")) << "whose a request is stands in the log alone";
}

TEST(Watching, TellsHowSignInsEnded) {
  Watch watch(false);
  auto answer = an_answer(200);
  answer.route = desk_sign_in;
  watch.answered(answer);
  answer.status = 401;
  watch.answered(answer);
  const auto text = watch.text();
  EXPECT_TRUE(holds(text, "sila_sign_ins_total{area=\"desk\",outcome=\"opened\"} 1")) << text;
  EXPECT_TRUE(holds(text, "sila_sign_ins_total{area=\"desk\",outcome=\"refused\"} 1"));
  EXPECT_TRUE(holds(text, "sila_sign_ins_total{area=\"portal\",outcome=\"opened\"} 0"));
}

TEST(Watching, LeavesOutASourceThatFailsAndSaysSo) {
  Watch watch(false);
  watch.add([](Sheet&) { throw std::runtime_error("no database"); });
  watch.add([](Sheet& sheet) { sheet.gauge("sila_here", "h", 1); });
  std::string log;
  kernel::log::redirect([&](std::string_view line) { log += line; });
  const auto text = watch.text();
  kernel::log::redirect({});
  EXPECT_TRUE(holds(text, "sila_here 1"));
  EXPECT_TRUE(holds(log, "watch.source_failed"));
}

TEST(Watching, CumulatesWhatWasCountedUnderEachBound) {
  Watch watch(false);
  watch.add([](Sheet& sheet) {
    sheet.spread("sila_some", "h",
                 std::array{
                     1.0, 2.0
    },
                 std::array<std::uint64_t, 3>{4, 1, 2}, 12, {{"area", "desk"}});
  });
  const auto text = watch.text();
  EXPECT_TRUE(holds(text, "sila_some_bucket{area=\"desk\",le=\"1\"} 4")) << text;
  EXPECT_TRUE(holds(text, "sila_some_bucket{area=\"desk\",le=\"2\"} 5"));
  EXPECT_TRUE(holds(text, "sila_some_bucket{area=\"desk\",le=\"+Inf\"} 7"));
  EXPECT_TRUE(holds(text, "sila_some_count{area=\"desk\"} 7"));
  EXPECT_TRUE(holds(text, "sila_some_sum{area=\"desk\"} 12"));
}

TEST(Watching, TellsOfTheProcessWhatIsTrue) {
  Watch watch(false);
  watch.add(put_process);
  const auto text = watch.text();
  const auto value = [&](const std::string& name) {
    const auto at = text.find("\n" + name + " ");
    return at == std::string::npos ? -1.0 : std::stod(text.substr(at + name.size() + 2));
  };
  EXPECT_GT(value("process_resident_memory_bytes"), 1e6) << text;
  EXPECT_GT(value("process_virtual_memory_bytes"), value("process_resident_memory_bytes"));
  EXPECT_GE(value("process_open_fds"), 3);
  EXPECT_GT(value("process_max_fds"), value("process_open_fds"));
  EXPECT_GE(value("process_threads"), 1);
  EXPECT_GT(value("process_start_time_seconds"), 1.7e9);
}

TEST(RequestLog, IsALineForEachRequestWithItsIdAndNothingOfAPerson) {
  Watch watch(true);
  std::string log;
  kernel::log::redirect([&](std::string_view line) { log += line; });
  watch.answered(an_answer(200));
  kernel::log::flush();
  kernel::log::redirect({});
  EXPECT_TRUE(holds(log,
                    R"("level":"info","event":"http.answered","request_id":"0123456789abcdef",)"
                    R"("method":"POST","route":"/api/{association}/portal/requests",)"
                    R"("association":"teryaq","status":200,"duration_us":3000,"bytes":10})"))
      << log;
}

TEST(RequestLog, SaysAFaultAtOnceEvenWhereRequestsAreNotLogged) {
  Watch watch(false);
  std::string log;
  kernel::log::redirect([&](std::string_view line) { log += line; });
  watch.answered(an_answer(200));
  watch.answered(an_answer(500));
  kernel::log::redirect({});
  EXPECT_TRUE(holds(log, R"("level":"error","event":"http.answered")")) << log;
  EXPECT_FALSE(holds(log, "\"status\":200"));
}

}  // namespace
}  // namespace watch
