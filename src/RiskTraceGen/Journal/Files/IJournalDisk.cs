namespace RiskTraceGen;

/// <summary>What a journal needs of a directory. The seam at which tests put a disk that is full, that loses what was not flushed, or that fails.</summary>
internal interface IJournalDisk : IDisposable
{
    /// <summary>The names of the files that are there.</summary>
    IReadOnlyList<string> Names();

    /// <summary>Makes a file of zeros, mapped into memory, whose blocks are on the disk: storing into it cannot fail any more.</summary>
    /// <exception cref="IOException">There is no room, or the disk failed. No file is left behind.</exception>
    IJournalFile Create(string name, int size);

    /// <summary>Maps a file that is there, or returns <see langword="null"/> when it is shorter than it has to be.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    IJournalFile? TryOpen(string name, int atLeast);

    /// <summary>Removes a file.</summary>
    /// <exception cref="IOException">The file cannot be removed now.</exception>
    void Delete(string name);
}

/// <summary>A file of a journal, mapped into memory until it is disposed of.</summary>
internal unsafe interface IJournalFile : IDisposable
{
    /// <summary>The first byte.</summary>
    byte* Data { get; }

    /// <summary>Bytes of the file.</summary>
    long Length { get; }

    /// <summary>Returns when everything stored so far would survive a power cut.</summary>
    /// <exception cref="IOException">It would not. Trying again proves nothing: the system may have given up what it could not write.</exception>
    void Flush();
}
