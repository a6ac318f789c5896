#pragma once

#include <boost/describe.hpp>
#include <cstddef>
#include <functional>
#include <string>
#include <vector>

// What the people of the demo are called, and what they write: texts/demo.
namespace app {

struct DemoName {
  std::string ar, en;
};
BOOST_DESCRIBE_STRUCT(DemoName, (), (ar, en))
struct DemoAnswers {  // to a question that is answered in words
  std::string item;   // "description", or "aoun.description"
  std::vector<std::string> texts;
};
BOOST_DESCRIBE_STRUCT(DemoAnswers, (), (item, texts))
struct DemoWords {
  std::string note;
  DemoName crowd;  // the association of many people
  std::vector<DemoAnswers> answers;
  std::vector<DemoName> male, female, family;
};
BOOST_DESCRIBE_STRUCT(DemoWords, (), (note, crowd, answers, male, female, family))

const DemoWords& demo_words();

// Own name, father's, grandfather's and family's. `pick(below)`: 0 … below - 1.
std::string demo_name(bool woman, const std::function<std::size_t(std::size_t)>& pick);

}  // namespace app
