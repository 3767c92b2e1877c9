namespace RiskTraceGen.Generator.Model;

/// <summary>
/// The name of an attribute as it is applied: without its ending. The compiler looks for it with and without the
/// ending, so that a type of either name can be meant instead.
/// </summary>
internal static class AttributeName
{
    public const string Ending = "Attribute";

    // A control character, as those of a TypeRef.
    private const char Mark = '\u0006';

    /// <param name="typeNamespace">The namespace of the attribute.</param>
    /// <param name="name">Its name without the ending.</param>
    public static string Marked(string typeNamespace, string name) => TypeRef.Marked(typeNamespace, name + Mark);

    /// <summary>A marked name as it is written.</summary>
    public static string Written(string name) => IsMarked(name) ? name.Substring(0, name.Length - 1) : name;

    /// <summary>The names of the types that a marked name can mean.</summary>
    public static string[] Meanings(string name) => IsMarked(name) ? [Written(name), Written(name) + Ending] : [name];

    private static bool IsMarked(string name) => name.Length > 0 && name[name.Length - 1] == Mark;
}
