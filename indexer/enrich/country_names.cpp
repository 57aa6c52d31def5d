// Names that ICU does not give: what people say instead, parts of countries, capitals, services,
// and false friends.
#include "indexer/enrich/country_names.h"

namespace veille::enrich {
namespace {

constexpr NameKind kCountry = NameKind::country;
constexpr NameKind kCity = NameKind::city;
constexpr NameKind kService = NameKind::service;
constexpr NameKind kNothing = NameKind::nothing;

constexpr NameRow kNames[] = {
    // Other names of states. "America" alone is the United States; the continents are listed below.
    {"US", kCountry, "*", "us;usa;united states of america;united states;america"},
    {"US", kCountry, "fr", "états-unis d'amérique;états unis"},
    {"US", kCountry, "de", "vereinigte staaten von amerika;vereinigten staaten;amerika"},
    {"US", kCountry, "it", "stati uniti d'america"},
    {"US", kCountry, "es", "ee uu;estados unidos de américa"},
    {"GB", kCountry, "*",
     "uk;united kingdom;great britain;britain;england;scotland;northern ireland"},
    {"GB", kCountry, "en", "wales"},
    {"GB", kCountry, "fr", "grande-bretagne;angleterre;écosse;pays de galles;irlande du nord"},
    {"GB", kCountry, "de",
     "großbritannien;großbritanniens;vereinigten königreich;vereinigten "
     "königreichs;england;englands;"
     "schottland;nordirland"},
    {"GB", kCountry, "it", "gran bretagna;inghilterra;scozia;galles;irlanda del nord"},
    {"GB", kCountry, "es", "gran bretaña;inglaterra;escocia;irlanda del norte"},
    {"EU", kCountry, "en",
     "eu;european union;european commission;european parliament;european council;european court;"
     "european directive;european regulation;council of the european union;european central bank"},
    {"EU", kCountry, "fr",
     "ue;union européenne;commission européenne;parlement européen;conseil européen;directive "
     "européenne;"
     "directives européennes;règlement européen;droit européen;élections européennes;cour de "
     "justice européenne"},
    {"EU", kCountry, "de",
     "eu;europäische union;europäischen union;europäische kommission;europäischen kommission;"
     "europäische parlament;europäischen parlament;europaparlament;europawahl;europawahlen;"
     "europäischen gerichtshof;europäischen gerichts;europäische gericht;europäische richtlinie"},
    {"EU", kCountry, "it",
     "ue;unione europea;commissione europea;parlamento europeo;consiglio europeo;direttiva europea;"
     "regolamento europeo"},
    {"EU", kCountry, "es", "ue;unión europea;comisión europea;parlamento europeo"},
    {"NL", kCountry, "en", "the netherlands;holland"},
    {"NL", kCountry, "fr", "hollande"},
    {"NL", kCountry, "de", "holland;niederlanden"},
    {"NL", kCountry, "it", "olanda"},
    {"CZ", kCountry, "en", "czech republic"},
    {"CZ", kCountry, "fr", "république tchèque"},
    {"CZ", kCountry, "de", "tschechische republik;tschechischen republik"},
    {"CZ", kCountry, "it", "repubblica ceca;cechia"},
    {"KR", kCountry, "en", "republic of korea;korea"},
    {"KR", kCountry, "fr", "corée"},
    {"KR", kCountry, "de", "korea"},
    {"KR", kCountry, "it", "corea"},
    {"BY", kCountry, "de", "weißrussland"},
    {"BY", kCountry, "fr", "bélarus"},
    {"MD", kCountry, "de", "moldau;moldawien"},
    {"MK", kCountry, "en", "macedonia;north macedonia"},
    {"TR", kCountry, "en", "türkiye"},
    {"MM", kCountry, "en", "burma"},
    {"CI", kCountry, "en", "ivory coast"},
    {"CV", kCountry, "en", "cabo verde"},
    {"TL", kCountry, "en", "east timor"},
    {"SZ", kCountry, "en", "swaziland"},
    {"CD", kCountry, "en", "democratic republic of the congo;democratic republic of congo;drc"},
    {"CD", kCountry, "fr", "république démocratique du congo;rdc"},
    {"CG", kCountry, "en", "republic of the congo"},
    {"CN", kCountry, "en", "people's republic of china"},
    {"TW", kCountry, "en", "republic of china"},
    {"PS", kCountry, "en", "west bank;gaza"},
    {"PS", kCountry, "fr", "cisjordanie;gaza"},
    {"PS", kCountry, "de", "westjordanland;gaza"},
    {"BQ", kCountry, "en", "dutch caribbean"},
    {"AE", kCountry, "en", "uae"},
    {"AE", kCountry, "fr", "émirats"},
    {"RE", kCountry, "fr", "la réunion;île de la réunion"},
    {"MU", kCountry, "fr", "île maurice;l'île maurice"},
    {"DM", kCountry, "fr", "île de la dominique"},
    {"AT", kCountry, "de", "österreichs"},
    {"DE", kCountry, "de", "bundesrepublik deutschland;bundesrepublik"},
    {"DE", kCountry, "fr", "république fédérale d'allemagne"},
    {"FR", kCountry, "en", "french republic"},
    {"FR", kCountry, "fr", "république française"},
    {"IT", kCountry, "it", "repubblica italiana"},
    {"RU", kCountry, "en", "russian federation"},
    {"RU", kCountry, "de", "russische föderation"},
    // Parts of states: a text about Ontario is about Canada.
    {"CA", kCountry, "*",
     "ontario;quebec;québec;british columbia;alberta;saskatchewan;nova scotia;manitoba"},
    {"AU", kCountry, "*", "new south wales;queensland;south australia;western australia;tasmania"},
    {"ES", kCountry, "*", "catalonia;catalogne;katalonien;catalogna;cataluña;andalusia"},
    {"DE", kCountry, "*",
     "bavaria;bayern;bavière;baviera;saxony;baden-württemberg;nordrhein-westfalen"},
    {"IT", kCountry, "*", "lombardy;lombardia;tuscany;toscana;sicily;sicilia;piemonte"},
    {"BE", kCountry, "*", "flanders;flandre;flandern;fiandre;wallonia;wallonie"},
    {"US", kCountry, "*",
     "alabama;alaska;arizona;arkansas;california;colorado;connecticut;delaware;florida;hawaii;"
     "idaho;illinois;"
     "indiana;iowa;kansas;kentucky;louisiana;maryland;massachusetts;michigan;minnesota;mississippi;"
     "missouri;"
     "montana;nebraska;nevada;new hampshire;new jersey;new mexico;north carolina;north dakota;ohio;"
     "oklahoma;oregon;pennsylvania;rhode island;south carolina;south "
     "dakota;tennessee;texas;utah;vermont;"
     "west virginia;wisconsin;wyoming;new england;washington dc;washington d.c.;state of georgia;"
     "state of washington;washington state"},
    {"US", kCountry, "fr", "californie;nouveau-mexique;floride;pennsylvanie"},
    {"US", kCountry, "de", "kalifornien;new-mexico"},
    // Cities that are hardly ever a person's or another place's name.
    {"GB", kCity, "*", "london;londres;londra;manchester;edinburgh;glasgow"},
    {"FR", kCity, "*", "paris;parigi;marseille;toulouse;strasbourg;straßburg;nantes"},
    {"DE", kCity, "*",
     "berlin;hamburg;munich;münchen;frankfurt;köln;cologne;berlino;leipzig;stuttgart"},
    {"DE", kCity, "it", "monaco di baviera;amburgo"},
    {"IT", kCity, "*", "rome;rom;milan;milano;mailand;torino;turin;napoli;bologna"},
    {"IT", kCity, "it", "roma"},
    {"ES", kCity, "*", "madrid;barcelona;barcelone;barcellona"},
    {"CA", kCity, "*", "toronto;ottawa;montreal;montréal;vancouver;calgary;edmonton"},
    {"AU", kCity, "*", "canberra;melbourne;sydney;brisbane"},
    {"NZ", kCity, "*", "wellington;auckland"},
    {"US", kCity, "*",
     "new york;chicago;boston;philadelphia;san francisco;los angeles;seattle;new orleans"},
    {"AT", kCity, "*", "vienna;vienne;wien"},
    {"BE", kCity, "*", "brussels;bruxelles;brüssel"},
    {"CH", kCity, "*", "zurich;zürich;genève;genf;geneva;ginevra;lausanne"},
    {"NL", kCity, "*", "amsterdam;rotterdam;the hague;den haag;utrecht"},
    {"PL", kCity, "*", "warsaw;varsovie;warschau;varsavia;krakow;kraków"},
    {"CZ", kCity, "*", "prague;prag;praga"},
    {"RO", kCity, "*", "bucharest;bucarest;bukarest"},
    {"HU", kCity, "*", "budapest"},
    {"DK", kCity, "*", "copenhagen;copenhague;kopenhagen"},
    {"SE", kCity, "*", "stockholm;stoccolma"},
    {"FI", kCity, "*", "helsinki"},
    {"NO", kCity, "*", "oslo"},
    {"EE", kCity, "*", "tallinn"},
    {"LV", kCity, "*", "riga"},
    {"LT", kCity, "*", "vilnius"},
    {"IE", kCity, "*", "dublin;dublino"},
    {"PT", kCity, "*", "lisbon;lisbonne;lissabon;lisbona"},
    {"GR", kCity, "*", "athens;athènes;athen"},
    {"UA", kCity, "*", "kyiv;kiev;kiew"},
    {"JP", kCity, "*", "tokyo;tokio;osaka"},
    {"KR", kCity, "*", "seoul;séoul"},
    {"CN", kCity, "*", "beijing;peking;pékin;shanghai"},
    {"IN", kCity, "*", "delhi;new delhi;bangalore;mumbai"},
    {"TW", kCity, "*", "taipei"},
    {"MX", kCity, "*", "mexico city"},
    {"AR", kCity, "*", "buenos aires"},
    {"CL", kCity, "*", "santiago de chile"},
    {"BR", kCity, "*", "são paulo;brasilia;brasília"},
    {"NP", kCity, "*", "kathmandu"},
    {"KE", kCity, "*", "nairobi"},
    // National digital services under their own name.
    {"GB", kService, "*", "gds;government digital service;mysociety"},
    {"US", kService, "*",
     "18f;presidential innovation fellows;presidential innovation fellow;pif;pifs;"
     "us digital service;usds;gsa;code for america"},
    {"FR", kService, "*", "etalab;dinum;dinsic"},
    {"AU", kService, "*", "dta;digital transformation agency;digital transformation office;dto"},
    {"DE", kService, "*", "prototype fund;prototype funds;digitalservice"},
    {"IT", kService, "*", "team digitale;agid"},
    // Continents, seas and other words that hold a name and mean no country.
    {"", kNothing, "*",
     "latin america;south america;north america;central america;latin american;south "
     "american;north american;"
     "central american;gulf of mexico;indian ocean;panama papers;american english;british english;"
     "swiss army knife;swiss cheese;swiss knife;french fries;turkish delight;greek letter;danish "
     "pastry;"
     "chinese whispers;dutch oven;guinea pig;guinea pigs;jersey city;american indian;american "
     "indians;"
     "indian country;native american;european union public licence;paris agreement;turkey "
     "day;turkey trot;"
     "accord de paris;pariser abkommen;accordo di parigi;helvetica;london school of economics"},
    {"", kNothing, "fr",
     "amérique latine;amérique du nord;amérique du sud;amérique centrale;océan indien;filer à "
     "l'anglaise"},
    {"", kNothing, "de", "lateinamerika;südamerika;nordamerika;mittelamerika;indischer ozean"},
    {"", kNothing, "it", "america latina;america del sud;america del nord;oceano indiano"},
    {"US", kService, "*", "indian health service;bureau of indian affairs;indian affairs"},
};

}  // namespace

std::span<const NameRow> other_names() { return kNames; }

}  // namespace veille::enrich
