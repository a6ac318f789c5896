#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>
#include <map>
#include <string>
#include <string_view>
#include <typeindex>

#include "base/json.h"

namespace json {

// The JSON Schemas (2020-12, as OpenAPI 3.1 has them) of described types. Each type stands once
// among the components and is referred to by name. Two types of one name that differ are told apart
// by their room: "Row", "RequestsRow".
class Schemas {
 public:
  template <class T>
  boost::json::value of();
  boost::json::object& components() { return components_; }
  const boost::json::object& components() const { return components_; }

 private:
  using object = boost::json::object;
  static boost::json::value plain(std::string_view type, std::string_view format = {});
  // Reserves a name for a type that has none yet.
  std::string reserve(std::type_index type, std::string_view pretty_function);
  // Files the schema under the reserved name, or under that of an equal one.
  void file(std::type_index type, const std::string& name, std::string_view pretty_function,
            object schema);
  template <class T>
  object members();

  std::map<std::type_index, std::string> names_;
  object components_;
};

template <class T>
boost::json::object Schemas::members() {
  object properties;
  boost::json::array required;
  boost::mp11::mp_for_each<Members<T>>([&](auto member) {
    using Field = std::remove_cvref_t<decltype(std::declval<T&>().*member.pointer)>;
    const std::string_view name = wire_name(member.name);
    properties[name] = of<Field>();
    if (!is_optional<Field>) required.emplace_back(name);
  });
  object schema{
      {"type",                 "object"             },
      {"properties",           std::move(properties)},
      {"additionalProperties", false                }
  };
  if (!required.empty()) schema["required"] = std::move(required);
  return schema;
}

template <class T>
boost::json::value Schemas::of() {
  if constexpr (std::same_as<T, bool>) {
    return plain("boolean");
  } else if constexpr (std::is_integral_v<T>) {
    return plain("integer", sizeof(T) == 8 ? "int64" : "int32");
  } else if constexpr (std::is_floating_point_v<T>) {
    return plain("number");
  } else if constexpr (std::same_as<T, std::string>) {
    return plain("string");
  } else if constexpr (is_typed_id<T>) {
    return plain("string", "uuid");
  } else if constexpr (std::same_as<T, Instant>) {
    return plain("string", "date-time");
  } else if constexpr (std::same_as<T, Date>) {
    return plain("string", "date");
  } else if constexpr (is_optional<T>) {
    return of<typename T::value_type>();
  } else if constexpr (is_vector<T>) {
    return object{
        {"type",  "array"                     },
        {"items", of<typename T::value_type>()}
    };
  } else if constexpr (is_map<T>) {
    return object{
        {"type",                 "object"                     },
        {"additionalProperties", of<typename T::mapped_type>()}
    };
  } else {
    const std::type_index type(typeid(T));
    if (!names_.contains(type)) {
      const std::string name = reserve(type, __PRETTY_FUNCTION__);  // a type may contain itself
      if constexpr (DescribedEnum<T>) {
        boost::json::array words;
        boost::mp11::mp_for_each<describe::describe_enumerators<T>>(
            [&](auto word) { words.emplace_back(word.name); });
        file(type, name, __PRETTY_FUNCTION__,
             object{
                 {"type", "string"        },
                 {"enum", std::move(words)}
        });
      } else {
        file(type, name, __PRETTY_FUNCTION__, members<T>());
      }
    }
    return object{
        {"$ref", "#/components/schemas/" + names_.at(type)}
    };
  }
}

}  // namespace json
