package org.guaranteebench.run;

import java.io.IOException;
import java.nio.file.Path;

/**
 * The folder of a run takes no more, as on a full disk: no trial has failed, and no more is worth measuring. The message is
 * one line.
 */
final class UnwritableFolderException extends IOException {
    private static final long serialVersionUID = 1;

    UnwritableFolderException(Path file, IOException cause) {
        super(
                String.valueOf(cause.getMessage()).startsWith(file.toString())
                                && cause.getMessage().contains(": ")
                        ? cause.getMessage()
                        : file + ": cannot be written (" + cause + ")",
                cause);
    }
}
