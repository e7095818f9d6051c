package io.amparo.sla.clock;

import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;

/** RocksDB that shares one small cache between all stores: by default each takes its own 50 MB and three buffers of 16. */
public final class SmallRocksConfig implements RocksDBConfigSetter {
    private static final long CACHE = 16L << 20;
    private static final long BUFFER = 2L << 20;

    /** Loaded late, with the library. */
    private static final class Shared {
        static final Cache CACHE = new LRUCache(SmallRocksConfig.CACHE);
    }

    @Override
    public void setConfig(String store, Options options, Map<String, Object> settings) {
        var table = (BlockBasedTableConfig) options.tableFormatConfig();
        table.setBlockCache(Shared.CACHE);
        table.setCacheIndexAndFilterBlocks(true);
        options.setTableFormatConfig(table);
        options.setWriteBufferSize(BUFFER);
        options.setMaxWriteBufferNumber(2);
    }

    @Override
    public void close(String store, Options options) {
        // the cache is everybody's
    }
}
