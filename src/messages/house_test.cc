#include "messages/house_for_tests.h"

namespace messages {

policy::Text house_names() {
  return {
      {"ar", "جمعية الاختبار"},
      {"en", "The test house"             }
  };
}

std::shared_ptr<policy::Pack> house_pack() {
  auto pack = std::make_shared<policy::Pack>();
  pack->messages = {
      {.id = "told",
       .subject = {{"ar", "طلبك {reference}"}, {"en", "Your request {reference}"}},
       .text = {{"ar", "{association}: الجواب من {earliest}. {link}"},
                {"en", "{association}: the answer from {earliest}. {link}"}}},
      { .id = "news",
       .subject = {{"ar", "هناك جديد"}, {"en", "There is news"}},
       .text = {{"ar", "{association}: هناك جديد. {link}"}, {"en", "{association}: news. {link}"}},
       .portal = {{"ar", "السبب: {reason}"}, {"en", "Why: {reason}"}}}
  };
  pack->neutral_name = {
      {"ar", "خدمة الرسائل"},
      {"en", "Message service"        }
  };
  return pack;
}

}  // namespace messages
