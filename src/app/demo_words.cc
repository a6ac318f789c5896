#include "app/demo_words.h"

#include "base/json.h"
#include "embedded/demo_names.h"

namespace app {

const DemoWords& demo_words() {
  static const DemoWords all = json::read<DemoWords>(embedded::demo_names().front().text).value();
  return all;
}

std::string demo_name(bool woman, const std::function<std::size_t(std::size_t)>& pick) {
  const auto& all = demo_words();
  const auto one = [&](const std::vector<DemoName>& list) { return list[pick(list.size())].ar; };
  return one(woman ? all.female : all.male) + " " + one(all.male) + " " + one(all.male) + " " +
         one(all.family);
}

}  // namespace app
