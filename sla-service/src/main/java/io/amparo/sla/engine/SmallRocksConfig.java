package io.amparo.sla.engine;

import io.amparo.platform.Adapter;
import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;

/**
 * RocksDB settings with one small block cache for all stores. By default each store has a cache of 50 MB and three write buffers
 * of 16 MB.
 */
@Adapter
public final class SmallRocksConfig implements RocksDBConfigSetter {
    private static final long CACHE_BYTES = 16L << 20;
    private static final long WRITE_BUFFER_BYTES = 2L << 20;

    /** Initialized late, after the native library is loaded. */
    private static final class Shared {
        static final Cache CACHE = new LRUCache(SmallRocksConfig.CACHE_BYTES);
    }

    @Override
    public void setConfig(String store, Options options, Map<String, Object> settings) {
        var table = (BlockBasedTableConfig) options.tableFormatConfig();
        table.setBlockCache(Shared.CACHE);
        table.setCacheIndexAndFilterBlocks(true);
        options.setTableFormatConfig(table);
        options.setWriteBufferSize(WRITE_BUFFER_BYTES);
        options.setMaxWriteBufferNumber(2);
    }

    @Override
    public void close(String store, Options options) {
        // all stores share the cache
    }
}
