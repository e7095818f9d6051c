package io.amparo.local.backend;

import java.nio.file.Path;

/** Runs the document store as a separate process. Arguments: file and port. */
public final class StoreProcess {
    private StoreProcess() {
    }

    public static void main(String[] args) {
        var store = EmbeddedStore.start(Path.of(args[0]), Integer.parseInt(args[1]));
        Runtime.getRuntime().addShutdownHook(new Thread(store::close, "shutdown"));
        System.out.println("Document store listens on " + store.uri());
    }
}
