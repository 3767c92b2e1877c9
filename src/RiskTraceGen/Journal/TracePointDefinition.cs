namespace RiskTraceGen;

/// <summary>A trace point as a reader knows it.</summary>
/// <param name="Kind">What it describes.</param>
/// <param name="Name">The name in traces.</param>
/// <param name="Member">The member or type in source.</param>
/// <param name="Category">A rule's family, or empty.</param>
/// <param name="Fields">Parameters, fields or enum members; of a rule, the event that triggers it.</param>
/// <param name="Values">The values of enum members.</param>
internal sealed record TracePointDefinition(TracePointKind Kind, string Name, string Member, string Category, string[] Fields, long[] Values)
{
    public static TracePointDefinition Unknown(int id) => new(default, $"(trace point {id}, not defined)", "", "", [], []);

    /// <summary>The name of the field at a place, or its place where the definition was cut.</summary>
    public string Field(int index) => index < Fields.Length ? Fields[index] : $"[{index}]";

    /// <summary>The name of an enum's value, or its number.</summary>
    public string NameOf(long value)
    {
        int index = Array.IndexOf(Values, value);
        return index < 0 ? value.ToString(System.Globalization.CultureInfo.InvariantCulture) : Fields[index];
    }
}
