package org.guaranteebench.store;

import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A JVM that has a store and waits, for tests to end it in one way or another. */
public final class StoreHolder {
    private StoreHolder() {}

    /** {@code args}: the data directory. Prints the store's directory, then its processes, then waits. */
    public static void main(String[] args) throws Exception {
        Path data = Path.of(args[0]);
        EmbeddedStore store = EmbeddedStore.start(data, data.resolve("logs"));
        System.out.println(store.directory());
        System.out.println(
                Stream.concat(Stream.of(store.process()), store.process().descendants())
                        .map(process -> Long.toString(process.pid()))
                        .collect(Collectors.joining(" ")));
        if (args.length > 1) {
            store.close();
            return;
        }
        Thread.sleep(Long.MAX_VALUE);
    }
}
