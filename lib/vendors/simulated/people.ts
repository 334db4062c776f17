// Names that could be those of real sellers, and what they sell.
export type City = { city: string; offsetMinutes: number };

export const cities: readonly [City, ...City[]] = [
  { city: "Berlin", offsetMinutes: 60 },
  { city: "Cairo", offsetMinutes: 120 },
  { city: "Istanbul", offsetMinutes: 180 },
  { city: "Lisbon", offsetMinutes: 0 },
  { city: "Mumbai", offsetMinutes: 330 },
  { city: "Nairobi", offsetMinutes: 180 },
  { city: "New York", offsetMinutes: -300 },
  { city: "São Paulo", offsetMinutes: -180 },
  { city: "Singapore", offsetMinutes: 480 },
  { city: "Tehran", offsetMinutes: 210 },
];

export const owners = [
  "Adeyemi",
  "Almeida",
  "Azadi",
  "Bauer",
  "Bellini",
  "Castro",
  "Demir",
  "Dubois",
  "Farouk",
  "Golestan",
  "Green Lane",
  "Harbour",
  "Iyer",
  "Kaya",
  "Kimani",
  "Lakeside",
  "Lindqvist",
  "Mehta",
  "Nasser",
  "Old Mill",
  "Oliveira",
  "Park Row",
  "Rossi",
  "Saffron",
  "Seaview",
  "Silva",
  "Tan",
  "Tulip",
  "Wagner",
  "Yılmaz",
] as const;

type Trade = { names: readonly [string, ...string[]]; goods: readonly [string, ...string[]] };

export const trades: readonly [Trade, ...Trade[]] = [
  {
    names: ["Kitchen", "Grill", "Restaurant", "Pizzeria"],
    goods: ["Lunch box", "Family pizza", "Mixed grill", "Vegetable curry", "Noodle bowl"],
  },
  {
    names: ["Market", "Grocers", "Fruit & Vegetables"],
    goods: ["Basmati rice 5 kg", "Olive oil 1 l", "Seasonal fruit crate", "Free-range eggs", "Green tea"],
  },
  {
    names: ["Pharmacy", "Chemists"],
    goods: ["Vitamin D drops", "Sun cream SPF 50", "Baby wipes", "Electric toothbrush"],
  },
  {
    names: ["Bakery", "Pâtisserie", "Café"],
    goods: ["Sourdough loaf", "Box of pastries", "Birthday cake", "House coffee 250 g"],
  },
  {
    names: ["Flowers", "Books", "Electronics"],
    goods: ["Gift voucher", "Tulip bouquet", "Crime novel", "Phone charger", "Desk lamp"],
  },
];
