package io.receivables.local.demo.data;

import io.receivables.local.demo.data.DemoCustomer.Habit;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Makes up the sellers and the customers of the demo. */
final class PartyGenerator {

    private static final List<String> COUNTRY_MIX = List.of(
            "HU", "HU", "HU", "HU", "HU", "HR", "HR", "HR", "HR", "RO", "RO", "RO", "RO", "DK", "DK", "DK", "DE", "DE",
            "DE", "CN");
    private static final List<Integer> NET_DAYS = List.of(8, 14, 15, 30, 30, 60);
    private static final int PERSON_PERCENT = 12;
    private static final int EURO_ACCOUNT_PERCENT = 30;

    private final Catalogue catalogue;
    private final Draw draw;

    PartyGenerator(Catalogue catalogue, Draw draw) {
        this.catalogue = catalogue;
        this.draw = draw;
    }

    List<DemoSeller> sellers() {
        List<DemoSeller> sellers = new ArrayList<>();
        catalogue.countries().forEach((code, country) -> {
            Map<String, String> accounts = new TreeMap<>();
            // China has no IBAN, so the CNY account is one at a German bank.
            String bankCountry = code.equals("CN") ? "DE" : code;
            accounts.put(country.currency(), iban(bankCountry));
            accounts.computeIfAbsent("EUR", currency -> iban(bankCountry));
            Country.Seller own = country.seller();
            sellers.add(new DemoSeller(
                    code,
                    own.name(),
                    vatId(code),
                    own.street(),
                    own.city(),
                    own.postalCode(),
                    code,
                    accounts,
                    country.currency()));
        });
        return List.copyOf(sellers);
    }

    List<DemoCustomer> customers(int count) {
        List<DemoCustomer> customers = new ArrayList<>();
        Set<String> names = new HashSet<>();
        while (customers.size() < count) {
            DemoCustomer customer = customer(customers.size() + 1);
            if (names.add(customer.name())) {
                customers.add(customer);
            }
        }
        return List.copyOf(customers);
    }

    private DemoCustomer customer(int number) {
        String code = COUNTRY_MIX.get(number % COUNTRY_MIX.size());
        Country country = catalogue.countries().get(code);
        boolean person = draw.chance(PERSON_PERCENT) && !code.equals("CN");
        String contact = contact(code, country);
        String name = person ? contact : company(code, country);
        List<String> city = draw.oneOf(country.cities());
        Habit habit = habit(code);
        // Terms that give every invoice of such a customer a due date of its own.
        boolean net = habit == Habit.SILENT || draw.chance(80);
        return new DemoCustomer(
                String.format("C-%04d", number),
                person ? "PERSON" : "COMPANY",
                name,
                person ? "" : vatId(code),
                country.language(),
                country.timeZone(),
                code.equals("HU") && draw.chance(EURO_ACCOUNT_PERCENT) ? "EUR" : country.currency(),
                city.get(2),
                net ? "NET" : "END_OF_MONTH",
                net ? draw.oneOf(NET_DAYS) : draw.oneOf(List.of(0, 10, 15)),
                draw.oneOf(country.streets()) + " " + draw.between(1, 120),
                city.get(0),
                city.get(1),
                code,
                contact,
                email(number, name, country),
                country.phone() + draw.digits(3) + " " + draw.digits(4),
                code.equals("CN") ? "" : iban(code),
                habit);
    }

    private Habit habit(String code) {
        int roll = draw.between(0, 99);
        if (roll < 36) {
            return Habit.PROMPT;
        }
        if (roll < 66) {
            return Habit.USUAL;
        }
        if (roll < 80) {
            return Habit.LATE;
        }
        if (roll < 85) {
            return Habit.BAD;
        }
        // Without an IBAN nobody can be recognised by the account alone.
        return roll < 90 && !code.equals("CN") ? Habit.SILENT : Habit.COMBINING;
    }

    private String contact(String code, Country country) {
        String first = draw.oneOf(country.firstNames());
        String last = draw.oneOf(country.lastNames());
        if (code.equals("CN")) {
            return last + first;
        }
        return code.equals("HU") ? last + " " + first : first + " " + last;
    }

    private String company(String code, Country country) {
        String separator = code.equals("CN") ? "" : " ";
        return draw.oneOf(country.stems())
                + separator
                + draw.oneOf(country.trades())
                + separator
                + draw.oneOf(country.legalForms());
    }

    private String email(int number, String name, Country country) {
        String ascii = Normalizer.normalize(name, Normalizer.Form.NFD)
                .replaceAll("[^\\p{ASCII}]", "")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-|-$", "");
        String host = ascii.isEmpty() ? "customer" : ascii;
        return "accounts@" + host + "-" + number + ".example." + country.domain();
    }

    private String iban(String code) {
        String bban =
                switch (code) {
                    case "HU" -> CheckDigits.hungarianBban("117" + draw.digits(4), draw.digits(15));
                    case "HR" -> CheckDigits.mod1110("236000") + CheckDigits.mod1110(draw.digits(9));
                    case "RO" -> "BTRL" + draw.digits(16);
                    case "DK" -> "0040" + draw.digits(10);
                    default -> "37040044" + draw.digits(10);
                };
        return CheckDigits.iban(code, bban);
    }

    private String vatId(String code) {
        return switch (code) {
            case "HU" -> CheckDigits.hungarianVat(draw.digits(7));
            case "HR" -> "HR" + CheckDigits.mod1110(draw.digits(10));
            case "RO" -> CheckDigits.romanianVat(draw.digits(8));
            case "DK" -> CheckDigits.danishVat(draw.between(1_000_000, 8_000_000));
            case "CN" -> CheckDigits.chineseCode("91310000" + draw.digits(9));
            default -> "DE" + CheckDigits.mod1110(draw.digits(8));
        };
    }
}
