package io.amparo.sla.holiday;

import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.ResourceBundle.Control;

/**
 * Names of holidays and holiday sets. Amparo's own texts take precedence over Jollyday's, which fall back to English if a
 * language is missing. Returns the key if there is no text.
 */
public final class HolidayNames {
    private static final Control NO_FALLBACK = Control.getNoFallbackControl(Control.FORMAT_PROPERTIES);
    private static final List<String> PREFIXES = List.of("", "holiday.description.", "country.description.");
    private static final List<String> BUNDLES = List.of("holidays", "descriptions.holiday_descriptions",
            "descriptions.country_descriptions");

    public static String in(Locale language, String key) {
        for (int i = 0; i < BUNDLES.size(); i++) {
            var texts = ResourceBundle.getBundle(BUNDLES.get(i), language, NO_FALLBACK);
            if (texts.containsKey(PREFIXES.get(i) + key)) return texts.getString(PREFIXES.get(i) + key);
        }
        return key;
    }

    private HolidayNames() {}
}
