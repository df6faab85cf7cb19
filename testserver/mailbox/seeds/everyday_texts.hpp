#pragma once

#include "testserver/mailbox/seeds/kinds.hpp"

#include <array>
#include <string_view>

/// What shops, carriers, newsletters, colleagues and relatives write: data for kinds.cpp.
namespace testserver::seeds::everyday {

using Text = std::string_view;

inline constexpr std::array<Sender, 5> shops{{
    {"Fernweh Outfitters", "orders@fernweh-outfitters.example"},
    {"Kettle & Crumb", "receipts@kettleandcrumb.example"},
    {"Paperlane Books", "noreply@paperlane.example"},
    {"Voltkiste", "bestellung@voltkiste.example"},
    {"The Corner Pharmacy", "orders@corner-pharmacy.example"},
}};
inline constexpr std::array<Text, 6> receipt_subjects{
    "Your order {number} is confirmed",
    "Receipt for order {number}",
    "Thanks for your purchase: {amount} EUR",
    "Invoice {number} from {month}",
    "We have sent your parcel {number}",
    "Your refund of {amount} EUR",
};
inline constexpr std::array<Text, 9> receipt_sentences{
    "Thank you for shopping with us.",
    "You ordered {product} on {day}.",
    "The total is {amount} EUR including VAT.",
    "We charged the card that ends in 4471.",
    "Your parcel leaves our warehouse before {day}.",
    "You can send things back within thirty days; the label is in the box.",
    "Keep this mail as proof of purchase.",
    "Track the delivery with the number {number}.",
    "The invoice is attached as a PDF.",
};
inline constexpr std::array<Text, 3> shop_closings{
    "Your customer service",
    "Enjoy it!",
    "See you soon in our shop",
};

inline constexpr std::array<Sender, 4> carriers{{
    {"NordRail", "tickets@nordrail.example"},
    {"Albatross Air", "booking@albatross-air.example"},
    {"Staywell Hotels", "reservations@staywell.example"},
    {"Hertzog Cars", "rental@hertzog-cars.example"},
}};
inline constexpr std::array<Text, 6> travel_subjects{
    "Your trip to {city} on {day}",
    "Booking confirmation {number}",
    "Check in now for {city}",
    "Your room in {city} is reserved",
    "Change of platform for your train to {city}",
    "Itinerary: {city} and back, {month}",
};
inline constexpr std::array<Text, 9> travel_sentences{
    "Your booking code is {number}.",
    "Departure is at {time} from the main station; arrival in {city} at {time}.",
    "Please be at the gate forty minutes before take-off.",
    "One piece of cabin luggage is included.",
    "Check-in at the hotel in {city} starts at {time}.",
    "The fare was {amount} EUR for one traveller.",
    "Your seat is in carriage 7, by the window.",
    "Passports must be valid for six more months.",
    "You can cancel free of charge until {day}.",
};
inline constexpr std::array<Text, 3> travel_closings{
    "Have a good journey",
    "We look forward to your stay",
    "Your booking team",
};

inline constexpr std::array<Sender, 5> editors{{
    {"The Slow Post", "letter@slowpost.example"},
    {"Paperlane Books", "news@paperlane.example"},
    {"City Cycling Weekly", "weekly@citycycling.example"},
    {"Fernweh Outfitters", "stories@fernweh-outfitters.example"},
    {"Kitchen Notes", "hello@kitchennotes.example"},
}};
inline constexpr std::array<Text, 6> newsletter_subjects{
    "This week: {topic}",
    "{topic}, {topic} and a surprise",
    "Our {month} reading list",
    "What we learned about {topic}",
    "Only until {day}: {percent} % off",
    "Letter no. {percent}: {topic}",
};
inline constexpr std::array<Text, 9> newsletter_sentences{
    "Dear readers, {month} is here and so is a new issue.",
    "Our story of the week is about {topic}.",
    "{name} visited {city} and came back with notes on {topic}.",
    "Subscribers save {percent} % until {day}.",
    "Three links worth your time follow below.",
    "We asked you about {topic}; here is what you wrote.",
    "A recipe, a poem and a map make up this issue.",
    "If you like this letter, forward it to a friend.",
    "The archive holds all past issues.",
};
inline constexpr std::array<Text, 3> newsletter_closings{
    "You receive this because you subscribed. Unsubscribe at any time.",
    "Until next week, the editors",
    "Manage your subscription in your account",
};

inline constexpr std::array<Sender, 6> colleagues{{
    {"Maya Lindqvist", "maya.lindqvist@acme.example"},
    {"Tomas Berger", "tomas.berger@acme.example"},
    {"Priya Nair", "priya.nair@acme.example"},
    {"Diego Ortega", "diego.ortega@acme.example"},
    {"Acme Office", "office@acme.example"},
    {"Wei Zhang", "wei.zhang@acme.example"},
}};
inline constexpr std::array<Text, 7> work_subjects{
    "{project}: plan for {month}",
    "Minutes of {day}",
    "{project} review at {time}",
    "Numbers for the {project} offer",
    "Can you look at {project}?",
    "Office closed on {day}",
    "{project} contract, version {percent}",
};
inline constexpr std::array<Text, 9> work_sentences{
    "Hi Robin, a short update on {project}.",
    "The customer wants the draft by {day}.",
    "{name} takes over the tests, I write the report.",
    "We are {percent} % done and within budget.",
    "Could you check the figures on page four before our call at {time}?",
    "I moved the meeting to {day}, {time}.",
    "The workshop in {city} is confirmed for {month}.",
    "Please book your hours for {project} today.",
    "Attached is the slide deck for the steering group.",
};
inline constexpr std::array<Text, 3> work_closings{
    "Best, {name}", "Thanks!", "Regards from the third floor"
};

inline constexpr std::array<Sender, 4> relatives{{
    {"Mum", "eleanor.marsh@post.example"},
    {"Jürgen Marsh", "juergen@marsh-familie.example"},
    {"Ana Marsh", "ana.marsh@correo.example"},
    {"Uncle Piotr", "piotr.m@poczta.example"},
}};
inline constexpr std::array<Text, 7> family_subjects{
    "Photos from {city}",
    "Sunday lunch?",
    "Oma wird achtzig",
    "¿Vienes en {month}?",
    "Grandma's recipe",
    "Birthday on {day}",
    "Grüße aus {city}",
};
inline constexpr std::array<Text, 10> family_sentences{
    "We are all well here, the garden is full of tomatoes.",
    "Will you come over on {day}?",
    "Ich habe die Fotos aus {city} endlich sortiert.",
    "Oma fragt, ob du im {month} Zeit hast.",
    "Los niños preguntan por ti cada semana.",
    "¿Te acuerdas del viaje a {city}?",
    "Your cousin {name} passed the exam!",
    "Bring a cake, I make the coffee.",
    "Der Hund hat wieder den Schuh gefressen.",
    "Call me when you have a minute.",
};
inline constexpr std::array<Text, 4> family_closings{
    "Love, Mum",
    "Viele Grüße, Jürgen",
    "Un abrazo, Ana",
    "Take care",
};

} // namespace testserver::seeds::everyday
