namespace RiskTraceGen.Tool.Export;

/// <summary>A recorded field as a Perfetto <c>DebugAnnotation</c>: what a viewer shows beside the slice.</summary>
internal static class PerfettoAnnotation
{
    private const int Bool = 2;
    private const int Int = 4;
    private const int Double = 5;
    private const int String = 6;
    private const int Name = 10;

    /// <summary>Writes the annotation's fields.</summary>
    public static void Write(ProtoWriter annotation, TraceField field)
    {
        annotation.Text(Name, field.Name);
        switch (field.Value)
        {
            case bool flag: annotation.Varint(Bool, flag ? 1UL : 0); break;
            case sbyte or byte or short or ushort or int or uint or long: annotation.Varint(Int, (ulong)Convert.ToInt64(field.Value, null)); break;
            case double number: annotation.Double(Double, number); break;
            case float number: annotation.Double(Double, number); break;
            default: annotation.Text(String, TraceText.Of(field.Value)); break;
        }
    }
}
