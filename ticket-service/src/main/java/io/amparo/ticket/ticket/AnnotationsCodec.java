package io.amparo.ticket.ticket;

import io.amparo.platform.Adapter;
import io.amparo.ticket.ticket.Annotations.ExternalRef;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** Encodes what is attached to a ticket. Texts by key are a list, because a key with a dot is no name of a field. */
@Adapter
final class AnnotationsCodec {
    /** Field of the ticket with the keys of its external references, for the unique index; missing if it has none. */
    static final String KEYS = "externalRefKeys";

    private AnnotationsCodec() {}

    static @Nullable Document encode(Annotations annotations) {
        if (annotations.equals(Annotations.NONE)) return null;
        return new Document("externalRefs", annotations.externalRefs().stream()
                .map(ref -> new Document("system", ref.system()).append("id", ref.id()).append("url", ref.url())).toList())
                .append("metadata", encode(annotations.metadata()))
                .append("fields", annotations.fields() == null ? null : encode(annotations.fields()));
    }

    static Annotations decode(@Nullable Document stored) {
        if (stored == null) return Annotations.NONE;
        return new Annotations(
                stored.getList("externalRefs", Document.class).stream()
                        .map(ref -> new ExternalRef(ref.getString("system"), ref.getString("id"), ref.getString("url"))).toList(),
                decodeTexts(stored.getList("metadata", Document.class)),
                stored.get("fields") == null ? null : decodeTexts(stored.getList("fields", Document.class)));
    }

    static @Nullable Document encode(RequestExtras extras) {
        return extras.equals(RequestExtras.NONE)
                ? null
                : new Document("followUpOf", extras.followUpOf()).append("fields", encode(extras.fields()))
                        .append("annotationsHash", extras.annotationsHash());
    }

    static RequestExtras decodeExtras(@Nullable Document stored) {
        return stored == null
                ? RequestExtras.NONE
                : new RequestExtras(stored.getString("followUpOf"), decodeTexts(stored.getList("fields", Document.class)),
                        stored.getString("annotationsHash"));
    }

    private static List<Document> encode(Map<String, String> texts) {
        return texts.entrySet().stream().map(entry -> new Document("key", entry.getKey()).append("value", entry.getValue()))
                .toList();
    }

    private static Map<String, String> decodeTexts(List<Document> stored) {
        return stored.stream().collect(Collectors.toMap(entry -> entry.getString("key"), entry -> entry.getString("value")));
    }

    static void putKeys(Document ticket, Annotations annotations) {
        List<String> keys = annotations.externalRefKeys();
        if (!keys.isEmpty()) ticket.append(KEYS, keys);
    }
}
