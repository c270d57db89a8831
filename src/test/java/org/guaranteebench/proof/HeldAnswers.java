package org.guaranteebench.proof;

/**
 * What the proxy did in one trial, by its own clock.
 *
 * @param asked delay of every answer, us
 * @param answers that were held, those of the admin client's requests included
 * @param mean how long they were, us
 */
public record HeldAnswers(long asked, long answers, double mean) {}
