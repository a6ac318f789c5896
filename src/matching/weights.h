#pragma once

// The probabilities behind the weights. m: among two records of one person; u: among two people.
// Of names u is the share of the people who bear the word. The values of m are estimates for
// registers typed by hand; what they lead to is measured (docs/performance.md).
namespace matching::weights {

inline constexpr double m_name_same = 0.9;
// A word as rare as this says no more than one that is twice as common: it may be a slip.
inline constexpr double share_min = 1e-4, share_max = 0.5;
// Against the same spelling, in bits: how much less likely a variant is than the word itself.
inline constexpr double spelling_less = 1.5, typing_less = 3.5;
inline constexpr double name_missing = -0.4, name_differs = -5.5, family_differs = -4.5;

inline constexpr double days_of_birth = 25'000;  // that a register's people are spread over
inline constexpr double years_of_birth = 70;
inline constexpr double m_birth_same = 0.85, m_birth_near = 0.05, m_birth_year = 0.02;
inline constexpr double m_birth_far = 0.02;
// So many years lie between a father and a son, or a grandson who bears his names.
inline constexpr int generation_years = 12;
inline constexpr double m_birth_generation = 0.001;
inline constexpr double near_ways = 40;  // dates that are a digit or an exchange away

inline constexpr double gender_same = 0.9, gender_differs = -5;
// A phone or an address is shared by one person or one household: by chance by nobody else, so
// that what it says against chance grows with the register.
inline constexpr double m_phone_same = 0.6, m_address_same = 0.4;
inline constexpr double phone_differs = -0.6, address_differs = -0.5;
// Whoever moves takes the household along: the second of the two says little more.
inline constexpr double second_of_household = 1.5;
// Who is not the same person may still be of the same household, where fathers, families, phones
// and addresses are the same anyway.
inline constexpr double people_of_household = 6;
// That two of a household bear one given name: brothers never do, a grandson may, and his father is
// another one then.
inline constexpr double given_shared_in_household = 0.03, given_and_father_shared = 0.002;
// Half of a household share a phone, somewhat more records of one person do (m_phone_same); who
// lives elsewhere is of no household.
inline constexpr double phone_in_household = 0.3, address_differs_in_household = 2.3;
inline constexpr double other_document_same = 20;

inline constexpr double matches_per_person = 0.1;  // of the prior: records a person has beside one

}  // namespace matching::weights
