package io.receivables.dunning.dunningcase.model;

import java.util.List;

/** The customer as it is today: name, language, and e-mail addresses in the order of preference. */
public record Customer(String name, String language, List<String> emails) {}
