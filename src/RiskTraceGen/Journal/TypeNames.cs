using System.Runtime.CompilerServices;

namespace RiskTraceGen;

/// <summary>The names by which values are recorded that show nothing else: as C# writes types, without namespaces.</summary>
internal static class TypeNames
{
    // Put together once for each generic type; a type that is unloaded takes its name with it.
    private static readonly ConditionalWeakTable<Type, string> Generic = new();

    public static string Of(Type type) => type.IsGenericType ? Generic.GetValue(type, static generic => Written(generic)) : type.Name;

    private static string Written(Type type)
    {
        int end = type.Name.IndexOf('`', StringComparison.Ordinal);
        return end < 0 ? type.Name : $"{type.Name.AsSpan(0, end)}<{string.Join(", ", type.GenericTypeArguments.Select(Of))}>";
    }
}
