#pragma once

#include <random>
#include <string>
#include <vector>

#include "procedure/procedure.h"

namespace procedure::for_tests {

// A request of a shipped pack to which anything happens that people and clocks can do, honest and
// otherwise. Its checks know no rule of the engine: they look at events alone. For tests only.
class Wanderer {
 public:
  Wanderer(const policy::Pack& pack, int kind, std::uint32_t seed);
  Wanderer(const Wanderer&) = delete;
  Wanderer& operator=(const Wanderer&) = delete;

  // One act of somebody, one time in three as it should be; time passes.
  void wander(std::uint32_t seed);
  // Honest people alone go on from here; whether they come to an end.
  bool comes_to_an_end();
  bool is_closed() const { return request_.status == Status::closed; }

  // Everything that was found wrong, each with its place.
  const std::vector<std::string>& faults() const { return faults_; }
  std::string told() const;  // what happened, for whoever reads a failure
  int done() const { return done_; }
  int refused() const { return refused_; }
  const std::vector<Event>& events() const { return events_; }
  const std::map<std::string, std::string>& values() const { return facts_.values; }

 private:
  unsigned pick(std::size_t below) {
    return static_cast<unsigned>(random_() % (below == 0 ? 1 : below));
  }
  bool chance(unsigned in) { return pick(in) == 0; }
  Actor somebody();
  std::string some_control();
  std::string something_told();
  Action honest(ActionKind kind, const Actor& actor, const std::string& step);
  void spoil(Action& action, Facts& facts);
  void spoil_word(Action& action);
  void spoil_signature(Action& action);
  void spoil_at_the_gate(Action& action, Facts& facts);
  void choose_facts();
  void choose_record();
  std::int64_t amount_for(const Action& action) const;
  std::map<std::string, std::string> record_for(const Action& action) const;
  void spoil_record(Facts& facts);
  Action question_of(Action action) const;
  bool attempt(const Action& action, const Actor& actor, const Facts& facts);
  bool attempt(ActionKind kind, const Actor& actor, const std::string& step);
  void take(const Action& action, const std::vector<Event>& fresh, const Facts& facts);
  bool serve(const Task& task);
  bool serve_as(const Actor& actor, const Task& task);
  bool tidy_up();

  // The oracle.
  void look_at(const Event& event, const Request& after, const std::vector<Event>& fresh,
               const Facts& facts);
  void look_at_order(std::size_t step, const Request& after);
  void look_at_signature(const Event& event, const Facts& facts);
  void look_at_delivery(const Event& event, const Request& after);
  void look_at_replay();
  void look_for_values(const Event& event);
  bool is_kept(const std::string& gate, std::size_t step, const Event& event, const Request& after,
               const std::vector<Event>& fresh, const Facts& facts) const;
  bool is_record_kept(const std::string& gate, std::size_t step, const std::vector<Event>& fresh,
                      const Facts& facts) const;
  bool is_written_down(const policy::Step& step, const Event* result, const Facts& facts) const;
  bool has_reasons(const std::vector<Event>& fresh) const;
  bool is_asked(const policy::Item& item) const;
  bool is_complete(const Request& after) const;
  bool has_papers(const Facts& facts) const;
  bool is_matched(const Request& after) const;
  bool is_answered(const Request& after, bool of_reception) const;
  bool is_overridden(const Request& after, const std::string& control,
                     const std::string& step) const;
  void fault(const std::string& what);

  const policy::Pack& pack_;
  const policy::RequestKind& kind_;
  std::mt19937 random_;
  saudi::WorkingCalendar calendar_;
  Facts facts_;  // as the shell has them stored
  Request request_;
  std::vector<Event> events_;
  std::vector<std::string> faults_;
  std::vector<std::string> expired_;  // items that had expired when they were submitted
  Instant now_{1'795'000'000'000};
  bool is_spoiling_ = false;
  int notes_ = 0, done_ = 0, refused_ = 0;
};

}  // namespace procedure::for_tests
