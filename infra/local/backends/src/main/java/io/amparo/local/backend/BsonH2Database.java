package io.amparo.local.backend;

import static java.nio.charset.StandardCharsets.UTF_8;

import de.bwaldvogel.mongo.MongoCollection;
import de.bwaldvogel.mongo.backend.CollectionOptions;
import de.bwaldvogel.mongo.backend.CursorRegistry;
import de.bwaldvogel.mongo.backend.DatabaseResolver;
import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.backend.IndexKey;
import de.bwaldvogel.mongo.backend.KeyValue;
import de.bwaldvogel.mongo.backend.h2.H2Database;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.oplog.Oplog;
import de.bwaldvogel.mongo.wire.bson.BsonDecoder;
import de.bwaldvogel.mongo.wire.bson.BsonEncoder;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.WriteBuffer;
import org.h2.mvstore.type.BasicDataType;
import org.h2.mvstore.type.ObjectDataType;
import org.jspecify.annotations.Nullable;

/**
 * H2-backed database that stores documents as BSON and index keys value by value. The superclass serializes both with Java
 * serialization, for every written page and for every comparison of two keys. The superclass reuses a map that is already open;
 * this class therefore opens each map first, with its own data types.
 */
final class BsonH2Database extends H2Database {
    private static final String DATABASE_PREFIX = "databases.";
    private static final String INDEX_INFIX = "._index_";
    private static final String SYSTEM_INFIX = ".system.";

    private static final String META_PREFIX = "meta.";

    private final MVStore store;

    BsonH2Database(String name, MVStore store, CursorRegistry cursors) {
        // The constructor of the superclass opens the collections and indexes that exist.
        this.store = store;
        super(name, store, cursors);
    }

    /** Opens all existing maps of the store with the data types of this class and returns the store. */
    static MVStore withOpenMaps(MVStore store) {
        for (var name : List.copyOf(store.getMapNames()))
            if (name.contains(INDEX_INFIX) || name.startsWith(DATABASE_PREFIX)) openMap(store, name);
        return store;
    }

    /**
     * An aggregation that begins with {@code $match}, as a count does, reads only what this query finds: the library would pass
     * all documents of the collection to it.
     */
    @Override
    public Document handleCommand(Channel channel, String command, Document query, DatabaseResolver databases, Oplog oplog) {
        var match = command.equalsIgnoreCase("aggregate") ? firstMatch(query) : null;
        return match == null
                ? super.handleCommand(channel, command, query, databases, oplog)
                : ScopedValue.where(IndexedCollection.AGGREGATED, match)
                        .call(() -> super.handleCommand(channel, command, query, databases, oplog));
    }

    private static @Nullable Document firstMatch(Document aggregation) {
        return aggregation.get("pipeline") instanceof List<?> stages && !stages.isEmpty()
                && stages.getFirst() instanceof Document stage && stage.get("$match") instanceof Document match ? match : null;
    }

    @Override
    protected MongoCollection<Object> openOrCreateCollection(String name, CollectionOptions options) {
        var fullName = getFullCollectionNamespace(name);
        if (fullName.contains(SYSTEM_INFIX)) return super.openOrCreateCollection(name, options);
        openMap(store, DATABASE_PREFIX + fullName);
        return new IndexedCollection(this, name, options, store.openMap(DATABASE_PREFIX + fullName),
                store.openMap(META_PREFIX + fullName), cursorRegistry);
    }

    @Override
    protected Index<Object> openOrCreateSecondaryIndex(String collection, String name, List<IndexKey> keys, boolean sparse) {
        return new SecondaryIndex(name, keys, sparse);
    }

    @Override
    protected Index<Object> openOrCreateUniqueIndex(String collection, String name, List<IndexKey> keys, boolean sparse) {
        openMap(store, getFullCollectionNamespace(collection) + INDEX_INFIX + name);
        return super.openOrCreateUniqueIndex(collection, name, keys, sparse);
    }

    private static void openMap(MVStore store, String map) {
        // The constructor of the superclass opens the system collections of every new database with its own data types.
        if (map.contains(SYSTEM_INFIX)) return;
        if (map.contains(INDEX_INFIX))
            store.openMap(map, new MVMap.Builder<KeyValue, Object>().keyType(new KeyDataType()).valueType(new ValueDataType()));
        else
            store.openMap(map,
                    new MVMap.Builder<Object, Document>().keyType(new ValueDataType()).valueType(new DocumentDataType()));
    }

    /** Like {@link ObjectDataType}, but writes a string as UTF-8 bytes instead of character by character. */
    private static final class ValueDataType extends BasicDataType<Object> {
        private static final byte TEXT = 1;
        private static final byte OTHER = 0;
        private final ObjectDataType fallback = new ObjectDataType();

        @Override
        public int compare(Object one, Object other) {
            return fallback.compare(one, other);
        }

        @Override
        public int getMemory(Object value) {
            return value instanceof String text ? 24 + text.length() : fallback.getMemory(value);
        }

        @Override
        public void write(WriteBuffer out, Object value) {
            if (value instanceof String text) {
                var bytes = text.getBytes(UTF_8);
                out.put(TEXT).putVarInt(bytes.length).put(bytes);
            } else {
                fallback.write(out.put(OTHER), value);
            }
        }

        @Override
        public Object read(ByteBuffer in) {
            if (in.get() == OTHER) return fallback.read(in);
            var bytes = new byte[DataUtils.readVarInt(in)];
            in.get(bytes);
            return new String(bytes, UTF_8);
        }

        @Override
        public Object[] createStorage(int size) {
            return new Object[size];
        }
    }

    private static final class DocumentDataType extends BasicDataType<Document> {
        private static final int TEXT_BYTES = 40;
        private static final int FIELD_BYTES = 40;
        private static final int MAP_BYTES = 100;

        @Override
        public int getMemory(Document document) {
            return sizeOf(document);
        }

        /**
         * Estimates the heap size in bytes. The estimate decides how many documents share a page (a change writes the whole page)
         * and how many pages the cache holds. An estimate that is too low makes the cache fill the heap.
         */
        private static int sizeOf(@Nullable Object value) {
            return switch (value) {
                case String text -> TEXT_BYTES + text.length();
                case Map<?, ?> fields -> MAP_BYTES + fields.entrySet().stream()
                        .mapToInt(field -> FIELD_BYTES + sizeOf(field.getKey()) + sizeOf(field.getValue())).sum();
                case Collection<?> items -> MAP_BYTES + items.stream().mapToInt(item -> FIELD_BYTES + sizeOf(item)).sum();
                case null, default -> TEXT_BYTES;
            };
        }

        @Override
        public void write(WriteBuffer out, Document document) {
            var bytes = Unpooled.buffer(512);
            BsonEncoder.encodeDocument(document, bytes);
            out.putVarInt(bytes.readableBytes()).put(bytes.nioBuffer());
        }

        @Override
        public Document read(ByteBuffer in) {
            int length = DataUtils.readVarInt(in);
            var document = BsonDecoder.decodeBson(Unpooled.wrappedBuffer(in.slice(in.position(), length)));
            in.position(in.position() + length);
            return document;
        }

        @Override
        public Document[] createStorage(int size) {
            return new Document[size];
        }
    }

    private static final class KeyDataType extends BasicDataType<KeyValue> {
        private final ValueDataType values = new ValueDataType();

        @Override
        public int compare(KeyValue one, KeyValue other) {
            int common = Math.min(one.size(), other.size());
            for (int i = 0; i < common; i++) {
                int order = values.compare(one.get(i), other.get(i));
                if (order != 0) return order;
            }
            return Integer.compare(one.size(), other.size());
        }

        @Override
        public int getMemory(KeyValue key) {
            return key.stream().mapToInt(values::getMemory).sum() + 32;
        }

        @Override
        public void write(WriteBuffer out, KeyValue key) {
            out.putVarInt(key.size());
            key.forEach(value -> values.write(out, value));
        }

        @Override
        public KeyValue read(ByteBuffer in) {
            int size = DataUtils.readVarInt(in);
            var read = new ArrayList<>(size);
            for (int i = 0; i < size; i++) read.add(values.read(in));
            return new KeyValue(read);
        }

        @Override
        public KeyValue[] createStorage(int size) {
            return new KeyValue[size];
        }
    }
}
