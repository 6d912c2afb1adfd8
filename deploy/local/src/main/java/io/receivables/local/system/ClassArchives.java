package io.receivables.local.system;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Archives of loaded classes (CDS) that let a JVM start with less work. The build makes one of each application before it starts; a rehearsed
 * start after the build makes better ones, because by then everything has been loaded that a start needs.
 */
record ClassArchives(Path folder, boolean rehearsal) {

    /** JVM options of the part with this name; {@code application} may hold the archive of the build. */
    List<String> options(String name, Path application) {
        Path own = folder.resolve(name + ".jsa");
        if (rehearsal) {
            return List.of("-XX:ArchiveClassesAtExit=" + own);
        }
        Path aotCache = application.resolve("app.aot");
        if (Files.isRegularFile(own)) {
            return sharedFrom(own);
        }
        if (Files.isRegularFile(aotCache)) {
            return List.of("-XX:AOTCache=" + aotCache);
        }
        Path built = application.resolve("app-cds.jsa");
        return Files.isRegularFile(built) ? sharedFrom(built) : List.of();
    }

    /** Mapped where it was made for, the pages of an archive need no patching and can be shared. */
    private static List<String> sharedFrom(Path archive) {
        return List.of(
                "-XX:SharedArchiveFile=" + archive,
                "-Xshare:auto",
                "-XX:+UnlockDiagnosticVMOptions",
                "-XX:ArchiveRelocationMode=0");
    }
}
