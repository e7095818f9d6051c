package io.amparo.local.backend;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.backend.Missing;
import de.bwaldvogel.mongo.backend.Utils;
import de.bwaldvogel.mongo.backend.ValueComparator;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A non-unique index, which the library does not have: the positions of documents, sorted by the values of their fields. It is
 * kept in memory and built when its collection is opened. A document without a value of the first field is not in it; no query
 * that uses the index matches such a document. Only one thread at a time uses a collection.
 */
final class SecondaryIndex extends Index<Object> {
    private static final ValueComparator VALUES = ValueComparator.asc();

    /**
     * @param values of the first fields, or of all
     * @param position null for a bound of a range
     * @param side -1 for a bound before all entries that begin with these values, 1 for one after them, 0 for an entry
     */
    private record Entry(List<Object> values, @Nullable Object position, int side) implements Comparable<Entry> {
        @Override
        public int compareTo(Entry other) {
            int common = Math.min(values.size(), other.values.size());
            for (int i = 0; i < common; i++) {
                int order = VALUES.compare(values.get(i), other.values.get(i));
                if (order != 0) return order;
            }
            return side != 0 || other.side != 0 ? Integer.compare(side, other.side) : VALUES.compare(position, other.position);
        }
    }

    private final NavigableSet<Entry> entries = new TreeSet<>();
    private long documents;
    private boolean hasArrays;
    private boolean hasNulls;
    private boolean usable = true;

    SecondaryIndex(String name, List<IndexKey> keys, boolean sparse) {
        super(name, keys, sparse);
    }

    List<String> fields() {
        return keys();
    }

    /** Whether all documents are in the index that have a value of its first field. */
    boolean isUsable() {
        return usable;
    }

    /** Whether a document has several entries, because a field is an array. */
    boolean hasArrays() {
        return hasArrays;
    }

    /** Whether a document may have null in the first field, and exists for a query although it is not in the index. */
    boolean hasNulls() {
        return hasNulls;
    }

    /** Returns the number of documents that are in the index. */
    long documents() {
        return documents;
    }

    /**
     * Returns the positions of the documents whose first fields have these values, sorted by the other fields.
     *
     * @param from lower bound of the next field, inclusive; null for none
     * @param to upper bound of the next field, inclusive; null for none
     */
    Iterator<Row> rows(List<Object> prefix, @Nullable Object from, @Nullable Object to, boolean descending) {
        var first = new Entry(with(prefix, from), null, -1);
        var last = new Entry(with(prefix, to), null, 1);
        if (first.compareTo(last) > 0) return List.<Row>of().iterator();
        var range = entries.subSet(first, true, last, true);
        return (descending ? range.descendingSet() : range).stream().map(entry -> new Row(entry.values, entry.position))
                .iterator();
    }

    private static List<Object> with(List<Object> prefix, @Nullable Object next) {
        if (next == null) return prefix;
        var values = new ArrayList<>(prefix);
        values.add(next);
        return values;
    }

    /** A document in the index. */
    record Row(List<Object> values, @Nullable Object position) {
        /** Compares the values of the fields from a field on. */
        static int compare(Row one, Row other, int fromField) {
            for (int i = fromField; i < one.values.size(); i++) {
                int order = VALUES.compare(one.values.get(i), other.values.get(i));
                if (order != 0) return order;
            }
            return 0;
        }
    }

    private List<Entry> entries(Document document, Object position) {
        var found = new ArrayList<Entry>();
        for (KeyValue key : getKeyValues(document)) {
            var values = new ArrayList<>();
            key.forEach(values::add);
            var first = values.getFirst();
            if (first != null && !(first instanceof Missing)) found.add(new Entry(values, position, 0));
        }
        return found;
    }

    @Override
    public void checkAdd(Document document, MongoCollection<Object> collection) {
        // Any values may repeat.
    }

    @Override
    public void add(Document document, Object position, MongoCollection<Object> collection) {
        var added = entries(document, position);
        hasNulls |= hasNull(Utils.getSubdocumentValueCollectionAware(document, fields().getFirst()));
        hasArrays |= added.size() > 1;
        // The library has no key for an empty array, so the document may have a value of the first field nevertheless.
        if (fields().size() > 1 && getKeyValues(document).isEmpty()) usable = false;
        if (!added.isEmpty()) documents++;
        entries.addAll(added);
    }

    private static boolean hasNull(@Nullable Object value) {
        return value == null || value instanceof Collection<?> values && values.stream().anyMatch(Objects::isNull);
    }

    @Override
    public Object remove(Document document) {
        var position = document.get("_id");
        remove(document, position);
        return position;
    }

    private void remove(Document document, Object position) {
        var removed = entries(document, position);
        if (!removed.isEmpty()) documents--;
        removed.forEach(entries::remove);
    }

    @Override
    public void checkUpdate(Document oldDocument, Document newDocument, MongoCollection<Object> collection) {
        // Any values may repeat.
    }

    @Override
    public void updateInPlace(Document oldDocument, Document newDocument, Object position, MongoCollection<Object> collection) {
        if (nullAwareEqualsKeys(oldDocument, newDocument)) return;
        remove(oldDocument, position);
        add(newDocument, position, collection);
    }

    @Override
    public @Nullable Object getPosition(Document document) {
        return null; // the index on _id knows the position
    }

    /** {@link IndexedCollection} selects the index, because it knows the sort order too. */
    @Override
    public boolean canHandle(Document query) {
        return false;
    }

    @Override
    public Iterable<Object> getPositions(Document query) {
        throw new UnsupportedOperationException("IndexedCollection reads rows()");
    }

    @Override
    public long getCount() {
        return entries.size();
    }

    @Override
    public long getDataSize() {
        return 0;
    }

    @Override
    public void drop() {
        entries.clear();
    }
}
