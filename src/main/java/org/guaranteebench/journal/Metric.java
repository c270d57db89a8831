package org.guaranteebench.journal;

/** One number of a trial. {@code unit} is one of those that docs/FORMATS.md lists; {@code value} is finite. */
public record Metric(String name, String unit, double value) {}
