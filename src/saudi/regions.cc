#include "saudi/regions.h"

#include <algorithm>
#include <array>

namespace saudi {
namespace {

constexpr std::array<Region, 13> all_regions = {
    {
     {1, "RD", "SA-01", "الرياض", "Riyadh", "الرياض", "Riyadh"},
     {2, "MQ", "SA-02", "مكة المكرمة", "Makkah", "مكة المكرمة", "Makkah"},
     {3, "MN", "SA-03", "المدينة المنورة", "Madinah", "المدينة المنورة", "Madinah"},
     {4, "QA", "SA-05", "القصيم", "Qassim", "بريدة", "Buraydah"},
     {5, "SQ", "SA-04", "المنطقة الشرقية", "Eastern Province", "الدمام", "Dammam"},
     {6, "AS", "SA-14", "عسير", "Asir", "أبها", "Abha"},
     {7, "TB", "SA-07", "تبوك", "Tabuk", "تبوك", "Tabuk"},
     {8, "HA", "SA-06", "حائل", "Hail", "حائل", "Hail"},
     {9, "SH", "SA-08", "الحدود الشمالية", "Northern Borders", "عرعر", "Arar"},
     {10, "GA", "SA-09", "جازان", "Jazan", "جازان", "Jazan"},
     {11, "NG", "SA-10", "نجران", "Najran", "نجران", "Najran"},
     {12, "BA", "SA-11", "الباحة", "Al Bahah", "الباحة", "Al Bahah"},
     {13, "GO", "SA-12", "الجوف", "Al Jawf", "سكاكا", "Sakaka"},
     }
};

// Names after domain/saudi.md, not checked against an official list (there is none with codes).
constexpr std::array<Governorate, 139> all_governorates = {
    {
     {"diriyah", "SA-01", "الدرعية", "Diriyah"},
     {"al-kharj", "SA-01", "الخرج", "Al Kharj"},
     {"dawadmi", "SA-01", "الدوادمي", "Dawadmi"},
     {"majmaah", "SA-01", "المجمعة", "Majmaah"},
     {"quwaiiyah", "SA-01", "القويعية", "Quwaiiyah"},
     {"aflaj", "SA-01", "الأفلاج", "Aflaj"},
     {"wadi-ad-dawasir", "SA-01", "وادي الدواسر", "Wadi ad-Dawasir"},
     {"zulfi", "SA-01", "الزلفي", "Zulfi"},
     {"shaqra", "SA-01", "شقراء", "Shaqra"},
     {"hotat-bani-tamim", "SA-01", "حوطة بني تميم", "Hotat Bani Tamim"},
     {"afif", "SA-01", "عفيف", "Afif"},
     {"ghat", "SA-01", "الغاط", "Ghat"},
     {"sulayyil", "SA-01", "السليل", "Sulayyil"},
     {"dhurma", "SA-01", "ضرما", "Dhurma"},
     {"muzahimiyah", "SA-01", "المزاحمية", "Muzahimiyah"},
     {"rumah", "SA-01", "رماح", "Rumah"},
     {"thadiq", "SA-01", "ثادق", "Thadiq"},
     {"huraymila", "SA-01", "حريملاء", "Huraymila"},
     {"hariq", "SA-01", "الحريق", "Hariq"},
     {"marat", "SA-01", "مرات", "Marat"},
     {"rayn", "SA-01", "الرين", "Rayn"},
     {"dilam", "SA-01", "الدلم", "Dilam"},
     {"jeddah", "SA-02", "جدة", "Jeddah"},
     {"taif", "SA-02", "الطائف", "Taif"},
     {"qunfudhah", "SA-02", "القنفذة", "Qunfudhah"},
     {"lith", "SA-02", "الليث", "Lith"},
     {"rabigh", "SA-02", "رابغ", "Rabigh"},
     {"khulais", "SA-02", "خليص", "Khulais"},
     {"jumum", "SA-02", "الجموم", "Jumum"},
     {"khurmah", "SA-02", "الخرمة", "Khurmah"},
     {"ranyah", "SA-02", "رنية", "Ranyah"},
     {"turubah", "SA-02", "تربة", "Turubah"},
     {"kamil", "SA-02", "الكامل", "Kamil"},
     {"muwayh", "SA-02", "المويه", "Muwayh"},
     {"maysan", "SA-02", "ميسان", "Maysan"},
     {"adham", "SA-02", "أضم", "Adham"},
     {"ardiyat", "SA-02", "العرضيات", "Ardiyat"},
     {"bahrah", "SA-02", "بحرة", "Bahrah"},
     {"yanbu", "SA-03", "ينبع", "Yanbu"},
     {"alula", "SA-03", "العلا", "AlUla"},
     {"mahd", "SA-03", "المهد", "Mahd"},
     {"hanakiyah", "SA-03", "الحناكية", "Hanakiyah"},
     {"badr", "SA-03", "بدر", "Badr"},
     {"khaybar", "SA-03", "خيبر", "Khaybar"},
     {"al-ais", "SA-03", "العيص", "Al Ais"},
     {"wadi-al-fara", "SA-03", "وادي الفرع", "Wadi al-Fara"},
     {"unaizah", "SA-05", "عنيزة", "Unaizah"},
     {"rass", "SA-05", "الرس", "Rass"},
     {"midhnab", "SA-05", "المذنب", "Midhnab"},
     {"bukayriyah", "SA-05", "البكيرية", "Bukayriyah"},
     {"badai", "SA-05", "البدائع", "Badai"},
     {"asyah", "SA-05", "الأسياح", "Asyah"},
     {"nabhaniyah", "SA-05", "النبهانية", "Nabhaniyah"},
     {"shamasiyah", "SA-05", "الشماسية", "Shamasiyah"},
     {"uyun-al-jiwa", "SA-05", "عيون الجواء", "Uyun al-Jiwa"},
     {"riyadh-al-khabra", "SA-05", "رياض الخبراء", "Riyadh al-Khabra"},
     {"uqlat-as-suqur", "SA-05", "عقلة الصقور", "Uqlat as-Suqur"},
     {"dhariyah", "SA-05", "ضرية", "Dhariyah"},
     {"abanat", "SA-05", "أبانات", "Abanat"},
     {"al-ahsa", "SA-04", "الأحساء", "Al Ahsa"},
     {"hafar-al-batin", "SA-04", "حفر الباطن", "Hafar al-Batin"},
     {"jubail", "SA-04", "الجبيل", "Jubail"},
     {"qatif", "SA-04", "القطيف", "Qatif"},
     {"khobar", "SA-04", "الخبر", "Khobar"},
     {"khafji", "SA-04", "الخفجي", "Khafji"},
     {"ras-tanura", "SA-04", "رأس تنورة", "Ras Tanura"},
     {"buqayq", "SA-04", "بقيق", "Buqayq"},
     {"nairyah", "SA-04", "النعيرية", "Nairyah"},
     {"qaryat-al-ulya", "SA-04", "قرية العليا", "Qaryat al-Ulya"},
     {"udayd", "SA-04", "العديد", "Udayd"},
     {"bayda", "SA-04", "البيضاء", "Bayda"},
     {"khamis-mushait", "SA-14", "خميس مشيط", "Khamis Mushait"},
     {"bisha", "SA-14", "بيشة", "Bisha"},
     {"namas", "SA-14", "النماص", "Namas"},
     {"muhayil", "SA-14", "محايل", "Muhayil"},
     {"dhahran-al-janub", "SA-14", "ظهران الجنوب", "Dhahran al-Janub"},
     {"tathlith", "SA-14", "تثليث", "Tathlith"},
     {"sarat-abidah", "SA-14", "سراة عبيدة", "Sarat Abidah"},
     {"rijal-almaa", "SA-14", "رجال ألمع", "Rijal Almaa"},
     {"balqarn", "SA-14", "بلقرن", "Balqarn"},
     {"uhud-rufaidah", "SA-14", "أحد رفيدة", "Uhud Rufaidah"},
     {"majaridah", "SA-14", "المجاردة", "Majaridah"},
     {"birk", "SA-14", "البرك", "Birk"},
     {"bariq", "SA-14", "بارق", "Bariq"},
     {"tanumah", "SA-14", "تنومة", "Tanumah"},
     {"tarib", "SA-14", "طريب", "Tarib"},
     {"harajah", "SA-14", "الحرجة", "Harajah"},
     {"amwah", "SA-14", "الأمواه", "Amwah"},
     {"wajh", "SA-07", "الوجه", "Wajh"},
     {"duba", "SA-07", "ضباء", "Duba"},
     {"tayma", "SA-07", "تيماء", "Tayma"},
     {"umluj", "SA-07", "أملج", "Umluj"},
     {"haql", "SA-07", "حقل", "Haql"},
     {"bad", "SA-07", "البدع", "Bad"},
     {"baqaa", "SA-06", "بقعاء", "Baqaa"},
     {"ghazalah", "SA-06", "الغزالة", "Ghazalah"},
     {"shinan", "SA-06", "الشنان", "Shinan"},
     {"sulaymi", "SA-06", "السليمي", "Sulaymi"},
     {"hait", "SA-06", "الحائط", "Hait"},
     {"shamli", "SA-06", "الشملي", "Shamli"},
     {"mawqaq", "SA-06", "موقق", "Mawqaq"},
     {"sumayra", "SA-06", "سميراء", "Sumayra"},
     {"rafha", "SA-08", "رفحاء", "Rafha"},
     {"turaif", "SA-08", "طريف", "Turaif"},
     {"uwayqilah", "SA-08", "العويقيلة", "Uwayqilah"},
     {"sabya", "SA-09", "صبيا", "Sabya"},
     {"abu-arish", "SA-09", "أبو عريش", "Abu Arish"},
     {"samtah", "SA-09", "صامطة", "Samtah"},
     {"harth", "SA-09", "الحرث", "Harth"},
     {"damad", "SA-09", "ضمد", "Damad"},
     {"rayth", "SA-09", "الريث", "Rayth"},
     {"baish", "SA-09", "بيش", "Baish"},
     {"farasan", "SA-09", "فرسان", "Farasan"},
     {"dair", "SA-09", "الدائر", "Dair"},
     {"uhud-al-masarihah", "SA-09", "أحد المسارحة", "Uhud al-Masarihah"},
     {"idabi", "SA-09", "العيدابي", "Idabi"},
     {"aridah", "SA-09", "العارضة", "Aridah"},
     {"darb", "SA-09", "الدرب", "Darb"},
     {"harub", "SA-09", "هروب", "Harub"},
     {"tuwal", "SA-09", "الطوال", "Tuwal"},
     {"fayfa", "SA-09", "فيفاء", "Fayfa"},
     {"sharurah", "SA-10", "شرورة", "Sharurah"},
     {"hubuna", "SA-10", "حبونا", "Hubuna"},
     {"badr-al-janub", "SA-10", "بدر الجنوب", "Badr al-Janub"},
     {"yadamah", "SA-10", "يدمة", "Yadamah"},
     {"thar", "SA-10", "ثار", "Thar"},
     {"khubash", "SA-10", "خباش", "Khubash"},
     {"baljurashi", "SA-11", "بلجرشي", "Baljurashi"},
     {"mandaq", "SA-11", "المندق", "Mandaq"},
     {"makhwah", "SA-11", "المخواة", "Makhwah"},
     {"qilwah", "SA-11", "قلوة", "Qilwah"},
     {"aqiq", "SA-11", "العقيق", "Aqiq"},
     {"qura", "SA-11", "القرى", "Qura"},
     {"ghamid-az-zinad", "SA-11", "غامد الزناد", "Ghamid az-Zinad"},
     {"hajrah", "SA-11", "الحجرة", "Hajrah"},
     {"bani-hasan", "SA-11", "بني حسن", "Bani Hasan"},
     {"qurayyat", "SA-12", "القريات", "Qurayyat"},
     {"dumat-al-jandal", "SA-12", "دومة الجندل", "Dumat al-Jandal"},
     {"tabarjal", "SA-12", "طبرجل", "Tabarjal"},
     }
};

template <class List, class Test>
auto found(const List& list, Test test) {
  const auto at = std::ranges::find_if(list, test);
  return at == list.end() ? nullptr : &*at;
}

}  // namespace

std::span<const Region> regions() {
  return all_regions;
}
std::span<const Governorate> governorates() {
  return all_governorates;
}
const Region* region(std::string_view iso) {
  return found(all_regions, [&](const Region& one) { return one.iso == iso; });
}
const Region* region_numbered(int number) {
  return found(all_regions, [&](const Region& one) { return one.number == number; });
}
const Governorate* governorate(std::string_view slug) {
  return found(all_governorates, [&](const Governorate& one) { return one.slug == slug; });
}

}  // namespace saudi
