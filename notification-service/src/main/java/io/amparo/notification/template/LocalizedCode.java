package io.amparo.notification.template;

/** A code with a translation in each language, such as {@code metric.RESOLUTION}. A code without one is shown as it is. */
public record LocalizedCode(String kind, String code) {}
