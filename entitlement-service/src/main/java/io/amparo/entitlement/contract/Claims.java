package io.amparo.entitlement.contract;

import static com.mongodb.client.model.Filters.in;

import com.mongodb.ErrorCategory;
import com.mongodb.MongoWriteException;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import io.amparo.platform.Adapter;
import io.amparo.platform.store.Documents;
import io.amparo.platform.store.Outbox;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.bson.Document;

/**
 * Store of the names that only one customer may have, such as e-mail addresses: the name is the id of a document, so that two
 * customers cannot have it, also if both try at the same time.
 */
@Adapter
public final class Claims {
    /** Bounds the ids of one query. */
    static final int MAX_NAMES = 500;

    /**
     * The claim of one customer.
     *
     * @param name in folded form
     * @param holder what has the name in this customer, such as the contact id
     * @param cause causation id of the update that gives the customer the name
     */
    public record Claim(String name, String customerId, String holder, String cause, Instant claimedAt) {

        /** Whether both are of the same command, which may be repeated. */
        boolean isSameAs(Claim other) {
            return customerId.equals(other.customerId) && holder.equals(other.holder) && cause.equals(other.cause);
        }
    }

    private final Documents documents;

    Claims(Outbox outbox, String collection) {
        documents = new Documents(outbox, collection);
    }

    /** Returns false if the name is claimed. */
    boolean insert(Claim claim) {
        try {
            return documents.insert(fields(claim).append("_id", claim.name()));
        } catch (MongoWriteException e) {
            // The other claim was released before it could be read.
            if (e.getError().getCategory() != ErrorCategory.DUPLICATE_KEY) throw e;
            return false;
        }
    }

    /** Inserts those claims whose names are free. */
    void insertFree(List<Claim> wanted) {
        documents.insertNew(wanted.stream().map(claim -> fields(claim).append("_id", claim.name())).toList());
    }

    /** Replaces a claim, unless it has changed. */
    boolean replace(Claim current, Claim next) {
        var changes = fields(next).entrySet().stream().map(field -> Updates.set(field.getKey(), field.getValue())).toList();
        return documents.update(exactly(current), Updates.combine(changes));
    }

    /** Removes a claim, unless it has changed. */
    public void release(Claim claim) {
        documents.delete(exactly(claim));
    }

    public Optional<Claim> find(String name) {
        return documents.find(name).map(Claims::claim);
    }

    /** @param names at most 500 */
    Map<String, Claim> find(Collection<String> names) {
        if (names.size() > MAX_NAMES) throw new IllegalArgumentException("Too many names: " + names.size());
        return documents.query(in("_id", names), null, Sorts.ascending("_id"), names.size()).stream().map(Claims::claim)
                .collect(Collectors.toMap(Claim::name, claim -> claim));
    }

    private static Document exactly(Claim claim) {
        return new Document("_id", claim.name()).append("customerId", claim.customerId()).append("holder", claim.holder())
                .append("cause", claim.cause());
    }

    private static Document fields(Claim claim) {
        return new Document("customerId", claim.customerId()).append("holder", claim.holder()).append("cause", claim.cause())
                .append("claimedAt", Date.from(claim.claimedAt()));
    }

    private static Claim claim(Document document) {
        return new Claim(document.getString("_id"), document.getString("customerId"), document.getString("holder"),
                document.getString("cause"), document.getDate("claimedAt").toInstant());
    }
}
