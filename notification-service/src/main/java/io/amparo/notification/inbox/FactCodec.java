package io.amparo.notification.inbox;

import io.amparo.notification.template.LocalizedCode;
import io.amparo.platform.Adapter;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bson.Document;

/** Encodes the facts of a template as a document. A value that is no text, number or instant has its type as its only field. */
@Adapter
public final class FactCodec {
    private static final String DATE = "date";
    private static final String DURATION = "duration";
    private static final String PERIOD = "period";
    private static final String KIND = "kind";
    private static final String CODE = "code";

    private FactCodec() {}

    public static Document encode(Map<?, ?> facts) {
        var document = new Document();
        facts.forEach((name, fact) -> document.append(name.toString(), encode(fact)));
        return document;
    }

    private static Object encode(Object fact) {
        return switch (fact) {
            case List<?> list -> list.stream().map(each -> encode((Map<?, ?>) each)).toList();
            case LocalDate date -> new Document(DATE, date.toString());
            case Duration duration -> new Document(DURATION, duration.toString());
            case Period period -> new Document(PERIOD, period.toString());
            case LocalizedCode code -> new Document(KIND, code.kind()).append(CODE, code.code());
            case Instant instant -> Date.from(instant);
            case Boolean _,Integer _ -> fact;
            default -> fact.toString();
        };
    }

    public static Map<String, Object> decode(Document document) {
        var facts = new LinkedHashMap<String, Object>();
        document.forEach((name, value) -> facts.put(name, decode(value)));
        return facts;
    }

    private static Object decode(Object value) {
        return switch (value) {
            case List<?> list -> list.stream().map(each -> decode((Document) each)).toList();
            case Date date -> date.toInstant();
            case Document typed -> typed(typed);
            default -> value;
        };
    }

    private static Object typed(Document typed) {
        if (typed.containsKey(DATE)) return LocalDate.parse(typed.getString(DATE));
        if (typed.containsKey(DURATION)) return Duration.parse(typed.getString(DURATION));
        if (typed.containsKey(PERIOD)) return Period.parse(typed.getString(PERIOD));
        return new LocalizedCode(typed.getString(KIND), typed.getString(CODE));
    }
}
