#include "saudi/prepare.h"

#include "saudi/hijri.h"
#include "saudi/names.h"

namespace saudi {

void prepare() {
  to_hijri(Date{});
  name_tokens("É");
}

}  // namespace saudi
