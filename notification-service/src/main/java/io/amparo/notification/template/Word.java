package io.amparo.notification.template;

/** A code that has a word in every language: {@code metric.RESOLUTION}. A code without one stands for itself. */
public record Word(String kind, String code) {}
