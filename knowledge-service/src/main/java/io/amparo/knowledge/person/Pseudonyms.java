package io.amparo.knowledge.person;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;

import io.amparo.platform.Adapter;
import io.amparo.platform.store.Documents;
import io.amparo.platform.store.Outbox;
import java.util.Optional;
import org.bson.Document;

/** Who has which pseudonym, by its folded form. A name of the staff is taken as well. */
@Adapter
public final class Pseudonyms {
    private static final String SUBJECT = "subject";

    private final Documents documents;

    Pseudonyms(Outbox outbox) {
        documents = new Documents(outbox, "pseudonyms");
    }

    /** Returns false if another person has it. */
    boolean claim(String pseudonym, String subject) {
        var key = PseudonymRule.fold(pseudonym);
        return documents.insert(new Document("_id", key).append(SUBJECT, subject))
                || owner(pseudonym).filter(subject::equals).isPresent();
    }

    /** Returns the subject of the person with this pseudonym, or one that is spelt alike. */
    Optional<String> owner(String pseudonym) {
        return documents.find(PseudonymRule.fold(pseudonym)).map(found -> found.getString(SUBJECT));
    }

    /** Makes a pseudonym available, if this person has it. */
    public void release(String pseudonym, String subject) {
        documents.delete(and(eq("_id", PseudonymRule.fold(pseudonym)), eq(SUBJECT, subject)));
    }
}
