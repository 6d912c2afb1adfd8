package io.receivables.local.demo.data;

import java.math.BigDecimal;

/** Something the demo sells: price in euro, range of quantities and the number of decimals of a quantity. */
record Product(String description, String unitCode, BigDecimal price, int from, int to, int fraction) {}
