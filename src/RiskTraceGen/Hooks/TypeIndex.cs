namespace RiskTraceGen;

/// <summary>Numbers types from 0 in the order in which they are first used, so that a lookup by type is a lookup in an array.</summary>
/// <typeparam name="TFamily">Keeps unrelated families of types apart.</typeparam>
internal static class TypeIndex<TFamily>
{
    private static int _count;

    internal static class Of<T>
    {
        public static readonly int Value = Interlocked.Increment(ref _count) - 1;
    }
}
