namespace RiskTraceGen.Tests;

/// <summary>Chance that depends on nothing but the seed and what it is asked about, whichever thread asks first.</summary>
internal readonly struct Dice(int seed)
{
    /// <summary>A number from 0 to one below the bound.</summary>
    public int Roll(int bound, string about, long number, int place = 0)
    {
        ulong mixed = (ulong)seed;
        foreach (char letter in about)
            mixed = Mix(mixed + letter);

        return (int)(Mix(Mix(mixed + (ulong)number) + (ulong)place) % (ulong)bound);
    }

    private static ulong Mix(ulong value)
    {
        value += 0x9E37_79B9_7F4A_7C15;
        value = (value ^ (value >> 30)) * 0xBF58_476D_1CE4_E5B9;
        value = (value ^ (value >> 27)) * 0x94D0_49BB_1331_11EB;
        return value ^ (value >> 31);
    }
}
