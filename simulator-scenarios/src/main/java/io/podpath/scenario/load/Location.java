package io.podpath.scenario.load;

/**
 * A place in an input file.
 *
 * @param file the file as the person named it, {@code -} for standard input
 * @param line from 1; 0 if the problem is about the whole file
 * @param column from 1
 */
public record Location(String file, int line, int column) {

    @Override
    public String toString() {
        return line == 0 ? file : file + ":" + line + ":" + column;
    }
}
